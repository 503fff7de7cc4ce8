import { useWords } from '@/shared/words'
import { listAccountsOptions, type AccountView } from '@loanwright/client'
import { useQuery } from '@tanstack/vue-query'
import { computed, type ComputedRef } from 'vue'

/** Accounts of the chart, and how their codes read in the reader's language. */
export function useAccounts(): {
  accounts: ComputedRef<readonly AccountView[]>
  titleOf: (code: string) => string
  named: (code: string) => string
} {
  const words = useWords()
  const query = useQuery({ ...listAccountsOptions(), staleTime: 300_000 })
  const accounts = computed(() => query.data.value?.items ?? [])
  const byCode = computed(() => new Map(accounts.value.map((account) => [account.code, account])))
  function titleOf(code: string): string {
    const account = byCode.value.get(code)
    return account ? words.value({ zh: account.title_zh, en: account.title_en }) : code
  }
  return { accounts, titleOf, named: (code) => `${code} ${titleOf(code)}` }
}
