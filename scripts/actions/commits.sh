# shellcheck shell=sh
# Commits that are checked out beside each other. Sourced after lib.sh, by any POSIX shell;
# commit_missing also needs options.sh.

# commit_find NAME: the id of the one commit that git knows by NAME in the current folder, or nothing.
# Behind ':/text' a '^{commit}' would be text, so the id of the name alone is asked for its commit too.
commit_find() {
	for name in "$1^{commit}" "$1"; do
		id=$(git_id "$name") || exit
		[ -z "$id" ] || break
	done
	[ -z "$id" ] || git_id "$id^{commit}"
}

# git_id NAME: the one id that git knows by NAME; nothing also for a range, and for what is excluded.
git_id() {
	found=0
	found_id=$(git rev-parse --verify --quiet --end-of-options "$1" 2>/dev/null) || found=$?
	case $found in 0 | 1 | 128) ;; *) stop "'git rev-parse' ended with status $found" ;; esac
	case $found_id in '' | *[!0-9a-f]*) ;; *) echo "$found_id" ;; esac
}

# commit_missing NAME: after "'NAME' is no commit", what is said of a name that git knows no commit by.
commit_missing() {
	if ! git rev-parse --git-dir >/dev/null 2>&1; then
		echo ': there is no git repository here'
		return
	fi
	printf ' of the repository here%s' "$(git for-each-ref --format='%(refname:short)' | nearest "$1")"
	[ "$(git rev-parse --is-shallow-repository)" != true ] ||
		printf "; the repository is shallow: 'git fetch --unshallow --tags' brings what it lacks"
}

# worktree_add COMMIT FOLDER: check COMMIT out as FOLDER, with its submodules. The hooks that a user
# has for his own folder are for no other.
worktree_add() {
	child git -c core.hooksPath=/dev/null worktree add --quiet --detach "$2" "$1" >&2
	[ ! -e "$2/.gitmodules" ] || child git -C "$2" submodule --quiet update --init --recursive --depth 1 >&2
}

# worktrees_remove FOLDER...: remove these of the repository in the current folder, whatever
# state git was ended in: one that it was still making is locked.
worktrees_remove() {
	for worktree; do
		git worktree unlock "$worktree" 2>/dev/null || :
		folders_remove "$worktree"
	done
	git worktree prune
}
