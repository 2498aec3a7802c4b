import { PORTS } from "../ports";

/** Node.js that the functions of the platform run on, too. */
const IMAGE = "node:22-alpine";

/** Image of a service in Node.js without its development dependencies, whose process is not root. */
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

/** Files that `COPY . .` leaves out; dependencies of the developer's machine would replace those of the builder. */
export function dockerignore(): string {
  return ["node_modules", ".git", ".env*", "Dockerfile", ".dockerignore", ""].join("\n");
}
