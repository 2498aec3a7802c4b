import { PORTS } from "../ports";

/** Base image with the Node.js version of the platform's functions. */
const IMAGE = "node:22-alpine";

/** Dockerfile of a Node.js service, without development dependencies, whose process does not run as root. */
export function dockerfile(): string {
  return `FROM ${IMAGE} AS builder
WORKDIR /app
COPY package*.json ./
RUN npm ci --omit=dev && npm cache clean --force

FROM ${IMAGE} AS runtime
RUN addgroup -g 1001 -S nodejs && \\
    adduser -S -G nodejs -u 1001 nextjs
WORKDIR /app
COPY --from=builder --chown=nextjs:nodejs /app/node_modules ./node_modules
COPY --chown=nextjs:nodejs . .
USER nextjs
EXPOSE ${PORTS.api}
HEALTHCHECK --interval=30s --timeout=3s --start-period=5s --retries=3 \\
  CMD ["wget", "-q", "--spider", "http://localhost:${PORTS.api}/health"]
CMD ["npm", "start"]
`;
}

/** Files that `COPY . .` must ignore: dependencies on the developer's machine would replace those of the build. */
export function dockerignore(): string {
  return ["node_modules", ".git", ".env*", "Dockerfile", ".dockerignore", ""].join("\n");
}
