/** The function whose closure the READMEs of the matchers and of the heap look into. */
export function createApi(): { user(id: number): { id: number; visits: number } } {
  const users: { id: number; visits: number }[] = []
  return {
    user: (id) => {
      users[id] ??= { id, visits: 0 }
      return users[id]
    },
  }
}
