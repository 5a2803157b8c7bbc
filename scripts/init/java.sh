# shellcheck shell=bash
# The benchmarks of projects that run on the JVM. For bench-init.
# shellcheck source=scripts/init/found.sh
[ -n "${taken-}" ] || . "$(dirname "${BASH_SOURCE[0]}")/found.sh"

# module_sources FOLDER BUILD...: the sources of the module in FOLDER, and of none below that has one of
# the BUILD files.
module_sources() {
	local folder=$1 file at build
	shift
	(cd "$folder" && files '*.java' '*.kt' '*.scala' '*.groovy') | while read -r file; do
		at=$(folder_of "$file")
		while [ "$at" != . ]; do
			for build in "$@"; do [ ! -e "$folder/$at/$build" ] || continue 3; done
			at=$(folder_of "$at")
		done
		printf '%s\n' "$folder/$file"
	done
}

# jmh_add FOLDER JARS NUMBER: the module in FOLDER has NUMBER benchmarks of JMH. Of the files in JARS the
# one that has JMH itself has all they need.
jmh_add() {
	local folder=$1 name
	name=jmh
	[ "$folder" = . ] || name=jmh-$folder
	local -a where=()
	[ "$folder" = . ] || where=("working-directory: $folder")
	found+=("JMH: $3 benchmarks in '$folder'")
	add "$name" "$3" 1 \
		"java -cp \"\$(grep -lF org/openjdk/jmh/Main.class $2/*.jar | head -n 1)\" org.openjdk.jmh.Main -f 1 -wi 3 -i 3 -w 100ms -r 50ms -rf json -rff bench-jmh.json" \
		"${where[@]}" 'harness: { format: jmh, file: bench-jmh.json }'
}

# jmh_maven FOLDER NUMBER
jmh_maven() {
	local folder=$1
	# The jar with all in it is made by the shade plugin, as JMH's archetype has it.
	if ! has 'maven-shade-plugin|maven-assembly-plugin' "$folder/pom.xml"; then
		edit "$(plain "jmh-${folder//\//-}" jmh)" "Let the module '$folder' make a jar with its benchmarks and all they need, as JMH's archetype does, and put here how it is run: its pom.xml makes none"
	elif [ "$folder" != . ] && has '<modules>' pom.xml; then
		build "mvn -q -DskipTests -pl $folder -am package"
		jmh_add "$folder" target "$2"
	else
		build "$(in_folder "$folder" "mvn -q -DskipTests package")"
		jmh_add "$folder" target "$2"
	fi
}

jmh_plugin='me\.champeau\.(gradle\.)?jmh|jmh-gradle-plugin|plugins\.jmh'

# jmh_gradle FOLDER NUMBER FILE
jmh_gradle() {
	local folder=$1 gradle=gradle task=jmhJar
	if ! has "$jmh_plugin" "$folder/$3"; then
		task=shadowJar
		has 'shadow' "$folder/$3" || {
			edit "$(plain "jmh-${folder//\//-}" jmh)" "Let the module '$folder' make a jar with its benchmarks by the plugin me.champeau.jmh, and put here how it is run"
			return
		}
	fi
	[ ! -e gradlew ] || gradle=./gradlew
	if [ -e "$folder/settings.gradle" ] || [ -e "$folder/settings.gradle.kts" ]; then
		gradle="cd $folder && $gradle"
		[ ! -e gradlew ] || [ "$folder" = . ] || gradle="cd $folder && $(sed -E 's|[^/]+|..|g' <<<"$folder")/gradlew"
	elif [ "$folder" != . ]; then
		task=:${folder//\//:}:$task
	fi
	build "($gradle --quiet $task)"
	jmh_add "$folder" build/libs "$2"
}

jmh() {
	local file folder number
	local -a sources
	while read -r file; do
		folder=$(folder_of "$file")
		case $file in
		*pom.xml)
			! has '<packaging>pom<' "$file" || continue
			mapfile -t sources < <(module_sources "$folder" pom.xml)
			;;
		*)
			mapfile -t sources < <(module_sources "$folder" build.gradle build.gradle.kts)
			;;
		esac
		number=$(matches '^[[:space:]]*@Benchmark\b' "${sources[@]}")
		[ "$number" -gt 0 ] || continue
		[ "$folder" = . ] || takes "$folder" || continue
		case $file in
		*pom.xml) jmh_maven "$folder" "$number" ;;
		*) jmh_gradle "$folder" "$number" "$(basename "$file")" ;;
		esac
	done < <(files pom.xml build.gradle build.gradle.kts)
}
