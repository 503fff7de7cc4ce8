import { ApiProblem, closeStaffSession, currentStaffSession, type StaffSession } from '@loanwright/client'
import { defineStore } from 'pinia'
import { computed, ref } from 'vue'

/** Who is signed in and what they may do. The session itself is an HttpOnly cookie that no script can read. */
export const useSession = defineStore('session', () => {
  const staff = ref<StaffSession | null>(null)
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
      if (!(error instanceof ApiProblem)) throw error
    }
  }

  async function signOut(): Promise<void> {
    await closeStaffSession()
    leave()
  }

  return { staff, signedIn, enter, leave, may, resume, signOut }
})
