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
  /** The server could not be asked: a session of an earlier visit is believed in until it says otherwise. */
  const believed = ref(false)
  const signedIn = computed(() => borrower.value !== null || believed.value)

  function enter(session: BorrowerSession): void {
    borrower.value = session
    localStorage.setItem(HINT, 'yes')
  }

  function leave(): void {
    borrower.value = null
    believed.value = false
    localStorage.removeItem(HINT)
  }

  /** Picks up a session from an earlier visit, if there is one. */
  async function resume(): Promise<void> {
    if (!localStorage.getItem(HINT)) return
    try {
      enter(await currentBorrowerSession())
    } catch (error) {
      if (error instanceof ApiProblem && error.document.status < 500) leave()
      else believed.value = true
    }
  }

  async function signOut(): Promise<void> {
    await closeBorrowerSession()
    leave()
  }

  return { borrower, signedIn, enter, leave, resume, signOut }
})
