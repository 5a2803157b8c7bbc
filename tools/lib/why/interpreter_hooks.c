#include "why/interpreter_hooks.h"

#include <stdlib.h>

#include "base/temporary.h"
#include "base/util.h"

static const char python[] =
    "import atexit, cProfile, json, os\n"
    "_folder = os.environ.get('" HOOKS_FOLDER "')\n"
    "if _folder:\n"
    "    _profile = cProfile.Profile()\n"
    "    def _end():\n"
    "        _profile.disable()\n"
    "        _profile.create_stats()\n"
    "        rows = [[k[2], k[0], k[1], v[2], v[1]] for k, v in _profile.stats.items()]\n"
    "        with open(f'{_folder}/{os.getpid()}.json', 'w') as f:\n"
    "            json.dump(rows, f)\n"
    "    atexit.register(_end)\n"
    "    _profile.enable()\n";

static const char javascript[] =
    "const folder = process.env." HOOKS_FOLDER ";\n"
    "if (folder) {\n"
    "  const session = new (require('inspector').Session)();\n"
    "  session.connect();\n"
    "  session.post('Profiler.enable');\n"
    "  session.post('Profiler.setSamplingInterval', { interval: 200 });\n"
    "  session.post('Profiler.start');\n"
    "  process.on('exit', () => session.post('Profiler.stop', (error, { profile }) => {\n"
    "    const hits = profile.nodes.reduce((n, node) => n + node.hitCount, 0) || 1;\n"
    "    const each = (profile.endTime - profile.startTime) / 1e6 / hits;\n"
    "    const rows = profile.nodes.map(({ callFrame: f, hitCount }) => [f.functionName ||\n"
    "      '(anonymous)', f.url.replace(/^file:\\/\\//, ''), f.lineNumber + 1, hitCount * each, "
    "0]);\n"
    "    require('fs').writeFileSync(`${folder}/${process.pid}.json`, JSON.stringify(rows));\n"
    "  }));\n"
    "}\n";

static void
hook_write(const char *folder, const char *name, const char *text)
{
	char *path = xasprintf("%s/%s", folder, name);
	FILE *f = fopen(path, "w");

	if (!f || fputs(text, f) < 0 || fclose(f) != 0)
		temporary_die();
	free(path);
}

void
interpreter_hooks_write(const char *folder)
{
	hook_write(folder, "sitecustomize.py", python);
	hook_write(folder, "profile.js", javascript);
}
