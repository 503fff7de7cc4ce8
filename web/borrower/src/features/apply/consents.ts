import type { ConsentPurpose } from '@loanwright/client'
import type { InjectionKey } from 'vue'

/** Which wording was agreed to for which purpose, until the application is handed in. */
export const CONSENTS: InjectionKey<Map<ConsentPurpose, number>> = Symbol('consents')
