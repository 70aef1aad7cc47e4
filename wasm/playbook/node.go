package playbook

// node is one value of a playbook's source, JSON or YAML alike, with its place.
type node struct {
	kind   nodeKind
	text   string // of a text: its value; of any other scalar: as written
	keys   []*node
	values []*node // of a map or list
	line   int     // 1-based
	column int     // 1-based, in characters
}

type nodeKind int

const (
	nullNode nodeKind = iota
	boolNode
	numberNode
	textNode
	listNode
	mapNode
)

// String names the kind as an error tells it.
func (k nodeKind) String() string {
	return [...]string{"nothing", "true or false", "a number", "a text", "a list", "a map"}[k]
}
