/* comparison_sessions.h: the control row session by session; for the modules of comparison alone.
 *
 * Cases that were measured in pairs over several sessions wait until all is added: only
 * then the control row, wherever it stands in the document, has told which sessions it
 * moved in. What these measured is left out; the other sessions are judged. */
#ifndef COMPARISON_SESSIONS_H
#define COMPARISON_SESSIONS_H

#include <stdbool.h>

#include "comparison/comparison_row.h"

/* Take the case of S, whose sides pair over several sessions, to be added later. False
 * for any other case, which is to be added now. */
bool sessions_defer(struct comparison *c, const struct sides *s);

/* Find the sessions that the control row moved in, and add the cases that waited without
 * them; a case that has no other session is added whole and marked. C's sessions that
 * moved are known afterwards. */
void sessions_settle(struct comparison *c);

/* Whether AT was measured in nothing but sessions that moved. */
bool sessions_all_moved(const struct comparison *c, const struct row_case *at);

/* How many sessions of S take no part, in words kept by C; NULL when all do. */
const char *sessions_note(struct comparison *c, const struct sides *s);

/* "sessions that moved": their ids as "contaminated_sessions"; nothing when none did. */
void sessions_write(struct json_writer *w, const struct comparison *c);

void sessions_free(struct comparison *c);

#endif
