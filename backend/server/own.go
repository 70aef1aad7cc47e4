package server

// What members say of themselves: whether they are on duty, and their accounts on the
// sites, by which the team's browsers know a colleague's post for what it is.

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"porchlight/wasm/wire"
)

const mostHandles = 50

// setMe writes what a member says of oneself. Each field of the column own is replaced
// or stays; a list is one field.
func (c *call) setMe() error {
	var in wire.MeIn
	if err := c.decode(&in); err != nil {
		return err
	}
	if in.Handles != nil {
		if err := checkHandles(*in.Handles); err != nil {
			return err
		}
	}
	own, err := json.Marshal(in)
	if err != nil {
		return err
	}
	const q = `UPDATE members SET own = json_patch(own, ?2) WHERE user_id = ?1 AND active = 1 RETURNING ` + memberColumns
	m, err := scanMember(c.DB.QueryRowContext(c.r.Context(), q, c.who.member.ID, string(own)))
	if errors.Is(err, sql.ErrNoRows) {
		return fail("forbidden", "you have just left the team")
	} else if err != nil {
		return fmt.Errorf("write what a member says: %w", err)
	}
	c.Live.Poke(c.newest()) // a repeated seq: the team itself changed
	return c.answer(http.StatusOK, c.meOf(m, c.who.device))
}

// checkHandles also takes the @ off, in place.
func checkHandles(list []wire.Handle) error {
	if len(list) > mostHandles {
		return fail("invalid", "%q has more than %d entries", "handles", mostHandles)
	}
	for i := range list {
		at, h := fmt.Sprintf("handles[%d]", i), &list[i]
		if h.Member != "" {
			return fail("invalid", "%q: everybody names their own", at+".member")
		}
		if err := text(at+".site", h.Site, 100, false); err != nil {
			return err
		}
		if strings.ContainsAny(h.Site, "./: ") {
			return fail("invalid", "%q: %q is no site's name; sites are named x, reddit, mastodon and so on", at+".site", h.Site)
		}
		h.Handle = strings.TrimPrefix(h.Handle, "@")
		if err := text(at+".handle", h.Handle, 300, false); err != nil {
			return err
		}
	}
	return nil
}
