#include "base/terminal.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/amount.h"
#include "base/output.h"
#include "base/tame.h"
#include "base/text_fold.h"
#include "base/text_width.h"
#include "base/utf8.h"

enum { COLUMNS_USUAL = 80, COLUMNS_LEAST = 40, COLUMNS_MOST = 1000 };
enum { NO_BREAK = 0x00A0, GLUE = '\t' }; /* which line_tame() leaves in no text */
enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

const char *const text_color_words[] = {"auto", "always", "never", NULL};

bool
terminal_is(void)
{
	return isatty(STDOUT_FILENO);
}

bool
terminal_shows(const char *path)
{
	return terminal_is() && (!path || strcmp(path, "-") != 0);
}

static bool
is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

/* Whether text is in colours; SHOWN: it goes to a terminal. */
static bool
wants_color(int color, bool shown)
{
	const char *term = getenv("TERM");

	if (color != COLOR_AUTO)
		return color == COLOR_ALWAYS;
	return shown && !is_set("NO_COLOR") && !is_set("CI") && term && *term &&
	       strcmp(term, "dumb") != 0;
}

/* The width of the terminal that FD is. */
static size_t
width_find(int fd)
{
	const char *text = getenv("COLUMNS");
	struct winsize size = {0};
	size_t n = 0;

	if ((!text || !amount_count(text, &n) || n == 0) && ioctl(fd, TIOCGWINSZ, &size) == 0)
		n = size.ws_col;
	if (n == 0)
		n = COLUMNS_USUAL;
	return n < COLUMNS_LEAST ? COLUMNS_LEAST : n > COLUMNS_MOST ? COLUMNS_MOST : n;
}

static bool
locale_is_utf8(void)
{
	locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
	bool utf8;

	if (!locale)
		return false;
	utf8 = strcmp(nl_langinfo_l(CODESET, locale), "UTF-8") == 0;
	freelocale(locale);
	return utf8;
}

struct text_style
text_style_of(int color, const char *path)
{
	bool shown = output_is_standard(path) && terminal_is();

	return (struct text_style){
	    width_find(STDOUT_FILENO), wants_color(color, shown), locale_is_utf8()};
}

struct text_style
text_style_of_log(int color)
{
	if (!isatty(STDERR_FILENO))
		return (struct text_style){COLUMNS_MOST, wants_color(color, false), true};
	return (struct text_style){
	    width_find(STDERR_FILENO), wants_color(color, true), locale_is_utf8()};
}

void
text_painted(struct buf *b, const struct text_style *style, enum text_paint paint, const char *text)
{
	static const char *const codes[] = {[PAINT_RED] = "31",
	    [PAINT_YELLOW] = "33",
	    [PAINT_GREEN] = "32",
	    [PAINT_DIM] = "2",
	    [PAINT_STRONG] = "1"};

	if (style->color && paint != PAINT_NONE && *text)
		buf_printf(b, "\033[%sm%s\033[0m", codes[paint], text);
	else
		buf_str(b, text);
}

/* How the signs that the tools use themselves are spelled in ASCII. */
static const char *
spelling(uint32_t code)
{
	static const struct {
		uint32_t code;
		const char *text;
	} spellings[] = {
	    {0x00B1, "+-"},
	    {0x00B5, "u"},
	    {0x03B1, "alpha"},
	    {0x03BC, "u"},
	    {0x2013, "-"},
	    {0x2026, "..."},
	    {0x2192, "->"},
	    {0x2212, "-"},
	    {0x2264, "<="},
	    {0x2265, ">="},
	};

	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
		if (spellings[i].code == code)
			return spellings[i].text;
	return "?";
}

/* text_plain() with a blank that does not break written as GLUE. */
static void
plain_glued(struct buf *b, const struct text_style *style, const char *text, char glue)
{
	char *tame = xstrdup(text);
	size_t len, n;

	line_tame(tame);
	len = strlen(tame);
	for (size_t at = 0; at < len; at += n) {
		uint32_t code;

		n = utf8_length(tame + at, len - at);
		code = n ? utf8_code(tame + at, n) : 0;
		n = n ? n : 1;
		if (code == NO_BREAK)
			buf_char(b, glue);
		else if (n > 1 && !style->unicode)
			buf_str(b, spelling(code));
		else
			buf_add(b, tame + at, n);
	}
	free(tame);
}

void
text_plain(struct buf *b, const struct text_style *style, const char *text)
{
	plain_glued(b, style, text, ' ');
}

/* Add WORD where AT columns of its line are filled, in further lines where it is longer than one.
 * Returns how many are filled then. */
static size_t
word_add(struct buf *b, const struct text_style *style, size_t indent, const char *word, size_t at)
{
	struct text_fold fold = text_fold_first(word, style->columns - at);
	char *line;

	buf_add(b, word, fold.len);
	while (word[fold.next]) {
		buf_printf(b, "\n%*s", (int)indent, "");
		at = indent;
		word += fold.next;
		fold = text_fold_first(word, style->columns - indent);
		line = xstrndup(word, fold.len);
		line_tame(line);
		buf_str(b, line);
		free(line);
	}
	line = xstrndup(word, fold.len);
	at += text_columns(line);
	free(line);
	return at;
}

void
text_wrapped(struct buf *b, const struct text_style *style, size_t indent, const char *text)
{
	struct buf plain = BUF_INIT;
	size_t at = 0, len;

	buf_str(&plain, "");
	plain_glued(&plain, style, text, GLUE);
	for (char *word = strtok(plain.s, " "); word; word = strtok(NULL, " ")) {
		for (char *glue = word; (glue = strchr(glue, GLUE));)
			*glue = ' ';
		len = text_columns(word);
		if (at && at + 1 + len > style->columns) {
			buf_printf(b, "\n%*s", (int)indent, "");
			at = indent;
			line_tame(word); /* which begins a line only now */
		} else if (at) {
			buf_char(b, ' ');
			at++;
		}
		at = word_add(b, style, indent, word, at);
	}
	buf_free(&plain);
}
