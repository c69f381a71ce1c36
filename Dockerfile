# The bot in production: the official Node 26, the program in a few files, an unprivileged user.
FROM node:26-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image brings its own Node: the copies that npm installs for laptops are not needed.
RUN npm ci --omit=dev && rm -rf node_modules/node-bin-* node_modules/node-linux-* node_modules/node-darwin-* node_modules/node-win-* node_modules/.bin/node

FROM node:26-bookworm-slim AS bundled
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY src ./src
RUN node src/cli/bundle.ts

FROM node:26-bookworm-slim
ENV NODE_ENV=production PORT=3000 DATA_DIR=/data NODE_COMPILE_CACHE=/app/cache
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY flows ./flows
COPY locales ./locales
COPY infra/templates ./infra/templates
COPY src ./src
COPY --from=bundled /app/build ./build
# What is learned of the knowledge base takes seconds: not at each start.
RUN node src/cli/learn.ts
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/health').then((r)=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "build/start.js"]
