/** Sizes of the boxes of a flow, which its layout and its drawing share. */
export const BOX_WIDTH = 178;
export const LINE_HEIGHT = 17;
/** Space above the first line and below the last. */
export const BOX_PADDING = 6;
