// Porchlight's own mark: the lamp, lit. The same drawing as icons/icon.svg.
import { Badge } from './badgeview'

/** The mark in its usual size. */
export const Mark = ({ size = 32 }: { size?: number }) => <Badge state="free" size={size} />
