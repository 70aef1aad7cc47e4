// Imported before all else: from its first line on, content scripts of this browser cannot
// read chrome.storage.local, where the device token is.

void chrome.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })
