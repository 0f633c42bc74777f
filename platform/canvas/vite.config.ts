import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Two entries: the Studio, and the styles and small scripts every page shares. */
export default defineConfig(({ command }) => ({
  base: command === 'build' ? '/static/canvas/' : '/',
  plugins: [react(), tailwindcss()],
  publicDir: false,
  build: {
    outDir: '../podium/web/static/canvas',
    emptyOutDir: true,
    manifest: 'manifest.json',
    target: 'es2022',
    sourcemap: false,
    chunkSizeWarningLimit: 1600,
    rollupOptions: { input: { studio: 'src/main.tsx', site: 'src/site.ts' } },
  },
  worker: { format: 'iife' },
}))
