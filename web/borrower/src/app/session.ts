import {
  ApiProblem,
  closeBorrowerSession,
  currentBorrowerSession,
  type BorrowerSession,
} from '@loanwright/client'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

/** Set on this device by a sign-in: a first visitor is spared a request that could only be refused. */
const HINT = 'lw-signed-in'

/** Who is signed in. The session itself is an HttpOnly cookie that no script can read. */
export const useSession = defineStore('session', () => {
  const borrower = ref<BorrowerSession | null>(null)
  const signedIn = computed(() => borrower.value !== null)

  function enter(session: BorrowerSession): void {
    borrower.value = session
    localStorage.setItem(HINT, 'yes')
  }

  function leave(): void {
    borrower.value = null
    localStorage.removeItem(HINT)
  }

  /** Picks up a session from an earlier visit, if there is one. */
  async function resume(): Promise<void> {
    if (!localStorage.getItem(HINT)) return
    try {
      enter(await currentBorrowerSession())
    } catch (error) {
      if (error instanceof ApiProblem) leave()
    }
  }

  async function signOut(): Promise<void> {
    await closeBorrowerSession()
    leave()
  }

  return { borrower, signedIn, enter, leave, resume, signOut }
})
