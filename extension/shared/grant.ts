// Turning Porchlight on and off for a site. The browser asks the person, so request must
// be called in their click before anything is awaited.
import { ask } from './api'
import { OFF_HOSTS } from './storage'

/** Asks for a site; true when the person said yes. */
export async function turnOn(pattern: string): Promise<boolean> {
  const yes = await chrome.permissions.request({ origins: [pattern] })
  if (!yes) return false
  await setOff(hostname(pattern), false)
  await ask({ sites: {} })
  return true
}

/** Gives a site back. Where a wider grant covers it, it is switched off by name instead. */
export async function turnOff(pattern: string): Promise<void> {
  await chrome.permissions.remove({ origins: [pattern] })
  if (!hostname(pattern).includes('*') && await chrome.permissions.contains({ origins: [pattern] })) await setOff(hostname(pattern), true)
  await ask({ sites: {} })
}

/** Whether a site is read: granted, and not switched off by name. */
export async function isOn(pattern: string): Promise<boolean> {
  return await chrome.permissions.contains({ origins: [pattern] }) && !(await offHosts()).includes(hostname(pattern))
}

async function setOff(host: string, off: boolean): Promise<void> {
  const others = (await offHosts()).filter(h => h !== host)
  await chrome.storage.local.set({ [OFF_HOSTS]: off ? [...others, host] : others })
}

const hostname = (pattern: string) => pattern.replace(/^[^:]+:\/\//, '').replace(/\/.*$/, '')
const offHosts = async () => (await chrome.storage.local.get(OFF_HOSTS))[OFF_HOSTS] as string[] | undefined ?? []
