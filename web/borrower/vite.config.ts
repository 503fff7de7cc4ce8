import tailwindcss from '@tailwindcss/vite'
import vue from '@vitejs/plugin-vue'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [vue(), tailwindcss()],
  resolve: { alias: { '@': fileURLToPath(new URL('src', import.meta.url)) } },
  define: {
    // The composition API only: vue-i18n leaves its older half and the developer tools out of the bundle.
    __VUE_I18N_LEGACY_API__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    // `compileMessage` does what our texts need.
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
    __VUE_OPTIONS_API__: 'false',
  },
  build: { target: 'es2022', assetsInlineLimit: 0 },
  server: { proxy: { '/api': process.env.LOANWRIGHT_URL ?? 'http://127.0.0.1:8780' } },
})
