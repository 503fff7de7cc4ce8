import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

export default defineConfig({
  base: '/console/',
  publicDir: '../borrower/public', // the mark and the theme script are the same
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  define: {
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
  },
  build: { target: 'es2022', assetsInlineLimit: 0 },
  server: { proxy: { '/api': process.env.LOANWRIGHT_URL ?? 'http://127.0.0.1:8780' } },
})
