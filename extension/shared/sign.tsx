// A sign that something is broken.

/** A sign that something is wrong; the words beside it say what. */
export const Sign = () => <svg class="sign" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
  <path d="M10 2.5 18.5 17h-17Z" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linejoin="round" /><path d="M10 8v4.2m0 2.3v.1" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
</svg>
