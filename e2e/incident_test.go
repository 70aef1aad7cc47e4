package e2e

// An incident from its declaration to the last person told: what a lead says reaches every
// colleague's popup, panel and the card of a post about it, and leaves no trace in a page.

import (
	"testing"

	"porchlight/e2e/drive"
	"porchlight/wasm/wire"
)

const openIncident = `[data-incident][data-state=open]`

// declare says in a lead's popup that tickets are down.
func declare(popup *drive.Page) {
	popup.Press(`[data-act=incident]`)
	popup.Fill(`[name=hit]`, "The morning boats")
	popup.Fill(`[name=status-en]`, "The 07:40 and 08:10 do not run today.")
	popup.Fill(`[name=status-nb]`, "07:40 og 08:10 går ikke i dag.")
	popup.Press(`[data-act=declare]`)
	popup.Want(openIncident)
}

func TestIncidentIsSeenAndResolved(t *testing.T) {
	t.Parallel()
	h := native(t)
	c := newCompany(t, &h.Home)
	anna, liv := c.join(t, "Anna Berg", wire.Staff), c.join(t, "Liv Dahl", wire.Lead)
	lead, staff := liv.Extension("popup.html"), anna.Extension("popup.html")
	staff.Want(`main > *`)
	declare(lead)
	wantIn(t, "the colleague's popup", staff.Want(openIncident).MustText(), "The 07:40 and 08:10 do not run today.")
	lead.Press(`[data-act=resolve]`)
	lead.Fill(`[data-form=resolve] [name=status-en]`, "All boats run again.")
	lead.Press(`[data-act=send-resolve]`)
	wantIn(t, "the colleague's popup", staff.Want(`[data-incident][data-state=resolved]`).MustText(), "All boats run again.")
	wantNoErrors(t, lead, staff)
}
