import { expect, it } from 'vitest'
import { createI18n } from 'vue-i18n'
import { compileMessage } from './compile'

const messages = { en: { plain: 'Hello', filled: '{paid} of {all} payments, {paid}!' } }
const { t } = createI18n({ legacy: false, locale: 'en', messages, messageCompiler: compileMessage }).global

it('speaks a message as it stands', () => {
  expect(t('plain')).toBe('Hello')
})

it('fills in every name', () => {
  expect(t('filled', { paid: 3, all: 12 })).toBe('3 of 12 payments, 3!')
})
