import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { offlineFiles } from "./scripts/offline-files.ts";
import { precompress } from "./scripts/precompress.ts";

const SERVICE = process.env.AFFETTO_SERVICE ?? "http://127.0.0.1:8000";

const OFFLINE_WORKER = "src/offline/offline-worker.ts";
// A document of its own, because it may load what the page may not.
const SPOTIFY_WINDOW = "spotify-player.html";

export default defineConfig({
  plugins: [react(), offlineFiles(), precompress()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: {
    fs: { allow: [".."] },
    proxy: {
      "/api": {
        target: SERVICE,
        ws: true,
        changeOrigin: true,
        // The service refuses foreign origins; behind this proxy the page's origin is the dev server's.
        configure: (proxy) => {
          proxy.on("proxyReq", (request) => request.setHeader("Origin", SERVICE));
          proxy.on("proxyReqWs", (request) => request.setHeader("Origin", SERVICE));
        },
      },
    },
  },
  build: {
    outDir: fileURLToPath(new URL("../src/affetto/api/web/dist", import.meta.url)),
    emptyOutDir: true,
    target: "es2022",
    manifest: true,
    assetsInlineLimit: 1024,
    rolldownOptions: {
      input: ["index.html", SPOTIFY_WINDOW, OFFLINE_WORKER].map((path) =>
        fileURLToPath(new URL(path, import.meta.url)),
      ),
      output: {
        // A service worker rules the folder that it lies in, under a name that stays.
        entryFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.endsWith(OFFLINE_WORKER) ? "[name].js" : "assets/[name]-[hash].js",
      },
    },
  },
  worker: { format: "es" },
  test: {
    environment: "jsdom",
    setupFiles: ["src/test/setup.ts"],
    css: { modules: { classNameStrategy: "non-scoped" } },
    restoreMocks: true,
    testTimeout: 60_000,
  },
});
