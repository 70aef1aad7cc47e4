package server

// The playbook: every version is kept, and publishing names the version that was
// edited, so that no publish overwrites another.

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"porchlight/backend/ledger"
	"porchlight/extension/sites"
	"porchlight/wasm/playbook"
	"porchlight/wasm/wire"
)

func (c *call) getPlaybook() error {
	if c.r.URL.Query().Has("version") {
		return c.earlierPlaybook()
	}
	out, err := c.newestPlaybook()
	if errors.Is(err, sql.ErrNoRows) {
		return fail("not_found", "no playbook has been published yet")
	} else if err != nil {
		return fmt.Errorf("read the playbook: %w", err)
	}
	tag := etag(out.Version)
	c.w.Header().Set("ETag", tag)
	if c.r.Header.Get("If-None-Match") == tag {
		return c.answer(http.StatusNotModified, nil)
	}
	return c.answer(http.StatusOK, out)
}

func (c *call) putPlaybook() error {
	var in wire.PlaybookIn
	if err := c.decode(&in); err != nil {
		return err
	}
	if in.Base < 0 || in.Base > mostInt {
		return fail("invalid", "%q must be a whole number from 0", "base")
	}
	if err := checkPlaybook(in.Playbook); err != nil {
		return err
	}
	var small bytes.Buffer
	if err := json.Compact(&small, in.Playbook); err != nil {
		return fail("invalid", "%q: %v", "playbook", err)
	}
	q := `INSERT INTO playbooks (version, at_ms, by_member, playbook)
		SELECT ?1 + 1, ?2, ?3, ?4
		WHERE (SELECT COALESCE(MAX(version), 0) FROM playbooks) = ?1
		AND (?3 = 'operator' OR EXISTS (SELECT 1 FROM members m WHERE m.user_id = ?3 AND m.active = 1
			AND m.role IN ('lead', 'admin')))
		AND ` + ledger.Room("playbooks") + `
		ON CONFLICT (version) DO NOTHING RETURNING version`
	out := wire.PlaybookOut{AtMs: c.now, By: c.who.id(), Playbook: small.Bytes()}
	err := c.DB.QueryRowContext(c.r.Context(), q, in.Base, c.now, out.By, small.String()).Scan(&out.Version)
	if errors.Is(err, sql.ErrNoRows) {
		return c.published(in.Base, out)
	} else if err != nil {
		return fmt.Errorf("write the playbook: %w", err)
	}
	c.Live.Poke(c.newest())
	c.w.Header().Set("ETag", etag(out.Version))
	return c.answer(http.StatusOK, out)
}

// published: the retry of a publish whose answer was lost finds its own version.
func (c *call) published(base int64, sent wire.PlaybookOut) error {
	newest, err := c.newestPlaybook()
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("read the playbook: %w", err)
	}
	if newest.Version == base+1 && newest.By == sent.By && bytes.Equal(newest.Playbook, sent.Playbook) {
		c.w.Header().Set("ETag", etag(newest.Version))
		return c.answer(http.StatusOK, newest)
	}
	if newest.Version == base {
		if full := c.ledger.IsFull(c.r.Context(), "playbooks"); full != nil {
			return full
		}
	}
	return fail("conflict", "version %d was edited, but the newest is %d", base, newest.Version)
}

func (c *call) newestPlaybook() (wire.PlaybookOut, error) {
	const q = `SELECT version, at_ms, by_member, playbook FROM playbooks ORDER BY version DESC LIMIT 1`
	var out wire.PlaybookOut
	var text string
	err := c.DB.QueryRowContext(c.r.Context(), q).Scan(&out.Version, &out.AtMs, &out.By, &text)
	out.Playbook = json.RawMessage(text)
	return out, err
}

// earlierPlaybook is a version by its number, for who wants to see it or go back to it.
func (c *call) earlierPlaybook() error {
	version, err := strconv.ParseInt(c.r.URL.Query().Get("version"), 10, 64)
	if err != nil || version < 1 || version > mostInt {
		return fail("invalid", "%q must be a whole number from 1", "version")
	}
	const q = `SELECT version, at_ms, by_member, playbook FROM playbooks WHERE version = ?1`
	var out wire.PlaybookOut
	var text string
	err = c.DB.QueryRowContext(c.r.Context(), q, version).Scan(&out.Version, &out.AtMs, &out.By, &text)
	if errors.Is(err, sql.ErrNoRows) {
		return fail("not_found", "there is no version %d", version)
	} else if err != nil {
		return fmt.Errorf("read version %d of the playbook: %w", version, err)
	}
	out.Playbook = json.RawMessage(text)
	c.w.Header().Set("ETag", etag(out.Version))
	return c.answer(http.StatusOK, out)
}

// versionsPage is as many versions as are told at once.
const versionsPage = 100

// playbookVersions are the versions below one, 0 for all, the newest first.
func (c *call) playbookVersions() error {
	before, err := strconv.ParseInt(c.r.URL.Query().Get("before"), 10, 64)
	if err != nil || before < 0 || before > mostInt {
		return fail("invalid", "%q must be a whole number from 0", "before")
	}
	const q = `SELECT version, at_ms, by_member FROM playbooks WHERE ?1 = 0 OR version < ?1 ORDER BY version DESC LIMIT ?2`
	rows, err := c.DB.QueryContext(c.r.Context(), q, before, int64(versionsPage))
	if err != nil {
		return fmt.Errorf("read the versions of the playbook: %w", err)
	}
	defer rows.Close()
	out := wire.PlaybookVersions{Versions: []wire.PlaybookVersion{}}
	for rows.Next() {
		var v wire.PlaybookVersion
		if err := rows.Scan(&v.Version, &v.AtMs, &v.By); err != nil {
			return fmt.Errorf("read the versions of the playbook: %w", err)
		}
		out.Versions = append(out.Versions, v)
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("read the versions of the playbook: %w", err)
	}
	return c.answer(http.StatusOK, out)
}

func etag(version int64) string { return fmt.Sprintf(`"v%d"`, version) }

// checkPlaybook refuses what the engine would refuse, and says the first problem in English.
func checkPlaybook(raw json.RawMessage) error {
	if len(raw) == 0 {
		return fail("invalid", "%q is missing", "playbook")
	}
	book, problems := playbook.Parse(raw)
	for _, p := range playbook.English(problems) {
		if p.Warning {
			continue
		}
		place := "playbook"
		if p.Path != "" {
			place += "." + p.Path
		}
		return fail("invalid", "%q: %s", place, p.Message)
	}
	if _, wrong := sites.Updates(book.SiteFiles); len(wrong) > 0 {
		return fail("invalid", "playbook.%s", wrong[0])
	}
	return nil
}
