package server

// Who of the team is whom of the playbook's leaders, as their browsers see it: by their name
// in the team, which is the entry's or one of its aliases, or by an account that both have on
// a site. A conversation tells the entry's name, however the post wrote it.

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"porchlight/backend/ledger"
	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

// leaders are the names that mean each leader of the team by the rules r.
func (c *call) leaders(r *rules) ([]ledger.Leader, error) {
	rows, err := c.DB.QueryContext(c.r.Context(), `SELECT user_id, name, own FROM members WHERE leader = 1`)
	if err != nil {
		return nil, fmt.Errorf("read the leaders: %w", err)
	}
	defer rows.Close()
	list := []ledger.Leader{}
	for rows.Next() {
		var member, name, said string
		var own wire.MeIn
		if err := rows.Scan(&member, &name, &said); err != nil {
			return nil, fmt.Errorf("read the leaders: %w", err)
		}
		if err := json.Unmarshal([]byte(said), &own); err != nil {
			return nil, fmt.Errorf("read what %s says of oneself: %w", member, err)
		}
		list = append(list, ledger.Leader{Member: member, Name: name})
		for _, e := range r.leaders {
			if called(e, name) || own.Handles != nil && slices.ContainsFunc(*own.Handles, func(h wire.Handle) bool { return has(e, h) }) {
				list = append(list, ledger.Leader{Member: member, Name: e.Name})
			}
		}
	}
	return list, rows.Err()
}

func called(e playbook.Name, name string) bool {
	return slices.ContainsFunc(append([]string{e.Name}, e.Aliases...), func(n string) bool { return alike(n, name) })
}

func has(e playbook.Name, h wire.Handle) bool {
	return slices.ContainsFunc(slices.Concat(e.Handles[h.Site], e.Handles["any"]), func(own string) bool { return alike(own, h.Handle) })
}

func alike(a, b string) bool { return strings.EqualFold(bare(a), bare(b)) }

func bare(s string) string { return strings.TrimPrefix(strings.TrimSpace(s), "@") }
