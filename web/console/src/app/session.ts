import { ApiProblem, closeStaffSession, currentStaffSession, type StaffSession } from '@loanwright/client'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

/** Who is signed in and what they may do. The session itself is an HttpOnly cookie that no script can read. */
export const useSession = defineStore('session', () => {
  const staff = ref<StaffSession | null>(null)
  /** Why it could not be found out who is signed in: the server did not answer. */
  const trouble = ref<unknown>(null)
  const signedIn = computed(() => staff.value !== null)

  function enter(session: StaffSession): void {
    staff.value = session
  }

  function leave(): void {
    staff.value = null
  }

  function may(permission: string): boolean {
    return staff.value?.permissions.includes(permission) ?? false
  }

  /** Picks up a session from an earlier visit, if there is one. */
  async function resume(): Promise<void> {
    try {
      enter(await currentStaffSession())
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.document.status >= 500) trouble.value = error
    }
  }

  async function signOut(): Promise<void> {
    await closeStaffSession()
    leave()
  }

  return { staff, trouble, signedIn, enter, leave, may, resume, signOut }
})
