import type { CreateClientConfig } from './generated/client.gen'

/** The API is served by the host that serves the app; its session cookie travels by itself. */
export const createClientConfig: CreateClientConfig = (config) => ({
  ...config,
  baseUrl: globalThis.location?.origin ?? '',
  credentials: 'same-origin',
  throwOnError: true,
})
