// Where this document is. A frame that the page wrote itself (srcdoc) has no address: it is a
// part of the page around it, which has its origin, and with it that page's address, makers
// and canonical link. Read at each use: the page around goes on to other addresses.

const at: Window = location.href === 'about:srcdoc' ? parent : window // kept: a frame that is taken away has no parent

/** Whether this is a frame in somebody's page. */
export const framed = window !== window.top

/** The document whose address and makers are this one's. */
export const outer = (): Document => at.document

/** The address at which this document's posts are. */
export const address = (): string => at.location.href
