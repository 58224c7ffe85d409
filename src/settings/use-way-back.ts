// Asks now and then while the proxy does not answer. Not every page loads something again by itself, but each says that it tries.
import { useEffect } from 'preact/hooks'
import { api, isOffline } from './app-state.ts'
import { TRY_EVERY } from './resource.ts'

export function useWayBack(): void {
  const isAway = isOffline.value
  useEffect(() => {
    if (!isAway) return
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') api.session().catch(() => {})
    }, TRY_EVERY)
    return () => clearInterval(timer)
  }, [isAway])
}
