# bench-verify: results that strangers measured are what a signed statement says, or refused.

load helper

COMMIT=0123456789abcdef0123456789abcdef01234567

setup() {
	need openssl
	cd "$BATS_TEST_TMPDIR" || return
	"$ROOT/tests/authority" a
	printf '{"environment":{"git_commit":"%s"},"benchmarks":[{"name":"a","duration_ms":1}]}\n' "$COMMIT" >r.json
	printf 'prog' >prog
	printf 'version: 1\n' >s.yml
}

sign() {
	bench-verify -k a.signer -C a.chain.pem -b prog -s s.yml -o st.json r.json
}

# verify [OPTION]...: by all files as they are.
verify() {
	bench-verify -a a.pem -c "$COMMIT" -b prog -s s.yml "$@" st.json r.json
}

# refused TEXT COMMAND...: it ends with 1 and says why.
refused() {
	run --separate-stderr "${@:2}"
	assert_equal "$status" 1
	assert_equal "$output" ''
	said "refused: $1"
}

@test "a statement is in-toto's, in an envelope of DSSE, which openssl itself verifies" {
	sign
	run --separate-stderr verify
	assert_success
	assert_equal "$stderr" ''
	jq -j '.payload | @base64d' st.json >payload
	json '._type == "https://in-toto.io/Statement/v1" and (.subject | map(.name) == ["results", "environment", "scenario", "binary:prog"])' payload
	json '.predicate.commit == "'$COMMIT'"' payload
	assert_equal "$(jq -r '.subject[0].digest.sha256' payload)" "$(sha256sum <r.json | cut -d' ' -f1)"
	assert_equal "$(jq -r '.subject[3].digest.sha256' payload)" "$(sha256sum <prog | cut -d' ' -f1)"
	"$ROOT/tests/schema-check" "$ROOT/schemas/attestation.json" payload
	# By the specification, and by nothing of ours.
	{
		printf 'DSSEv1 28 application/vnd.in-toto+json %s ' "$(wc -c <payload)"
		cat payload
	} >signed
	jq -r '.signatures[0].sig' st.json | base64 -d >sig
	openssl pkeyutl -verify -rawin -certin -inkey a.chain.pem -in signed -sigfile sig
}

@test "what was not given is named, and what is not attested is refused" {
	sign
	run --separate-stderr bench-verify -a a.pem -c "$COMMIT" st.json r.json
	assert_success
	said 'attested and not looked at: scenario, binary:prog'
	echo much >more.txt
	refused "'binary:more.txt' is not attested" verify -b more.txt
	bench-verify -k a.signer -C a.chain.pem -o st.json r.json
	refused "'scenario' is not attested" verify
}

@test "a byte more in the results, a program, the scenario or the statement is refused" {
	sign
	added() {
		cp "$1" kept
		printf ' ' >>"$1"
		refused "$2" verify
		mv kept "$1"
	}
	each added <<-'END'
		r.json|'results' is not what was attested
		prog|'binary:prog' is not what was attested
		s.yml|'scenario' is not what was attested
		st.json|it is not an envelope
	END
	printf '\n' >>a.pem
	refused "its certificate is not one of the authority's" verify
}

@test "a change of any byte of the results, a program and the scenario is refused, and of every 23rd of what is signed" {
	sign
	run --separate-stderr "$ROOT/tests/tamper" 1 prog s.yml -- bench-verify -a a.pem -c "$COMMIT" -b prog -s s.yml st.json r.json
	assert_success
	assert_output '30 changes, 0 not seen'
	run --separate-stderr "$ROOT/tests/tamper" 23 st.json a.pem -- bench-verify -a a.pem -c "$COMMIT" -b prog -s s.yml st.json r.json
	assert_success
	run --separate-stderr "$ROOT/tests/tamper" 3 r.json -- bench-verify -a a.pem -c "$COMMIT" -b prog -s s.yml st.json r.json
	assert_success
	# It would be seen if it were not refused.
	run --separate-stderr "$ROOT/tests/tamper" 4 prog -- true
	assert_failure 1
	assert_line '2 changes, 2 not seen'
}

@test "an old statement is refused for a new commit, whatever of the two is new" {
	sign
	local new=${COMMIT/0/f}
	refused "it is of commit '$COMMIT', not of '$new'" bench-verify -a a.pem -c "$new" st.json r.json
	sed "s/$COMMIT/$new/" r.json >new.json
	refused "the results are of commit '$new', not of '$COMMIT'" bench-verify -a a.pem -c "$COMMIT" st.json new.json
	refused "it is of commit '$COMMIT'" bench-verify -a a.pem -c "$new" st.json new.json
}

@test "another authority, another key, another chain and no signature are refused" {
	sign
	"$ROOT/tests/authority" b
	refused "its certificate is not one of the authority's" bench-verify -a b.pem -c "$COMMIT" st.json r.json
	trouble bench-verify -k b.signer -C a.chain.pem r.json
	said "'b.signer' is not the key of the first certificate in 'a.chain.pem'"
	# A certificate of no authority is none of an authority.
	bench-verify -k b.key -C b.pem -o self.json r.json
	refused "its certificate is not one" bench-verify -a a.pem -c "$COMMIT" self.json r.json
	# The same statement, with the other chain.
	jq -c --rawfile chain b.chain.pem --arg id "$(sha256sum <b.chain.pem | cut -d' ' -f1)" \
		'.signatures[0] += {cert: $chain, keyid: $id}' st.json >forged.json
	refused 'the signature is not' bench-verify -a a.pem -c "$COMMIT" forged.json r.json
	# A second certificate in the chain was not signed along with it.
	cat a.chain.pem b.pem >both.pem
	jq -c --rawfile chain both.pem --arg id "$(sha256sum <both.pem | cut -d' ' -f1)" \
		'.signatures[0] += {cert: $chain, keyid: $id}' st.json >forged.json
	refused 'the certificates are not those' bench-verify -a a.pem -c "$COMMIT" forged.json r.json
	for change in '.signatures = []' '.signatures += .signatures' '.signatures[0].sig = ""' '.payload = ""' 'del(.payload)' \
		'.extra = 1' '.payloadType = "text"' '.signatures[0].keyid = "00"' '[.]' '.signatures[0].sig |= sub("=="; "=")'; do
		jq -c "$change" st.json >forged.json
		refused '' bench-verify -a a.pem -c "$COMMIT" forged.json r.json
	done
}

@test "an intermediate authority in the chain is followed to the root" {
	openssl genpkey -algorithm ed25519 -out mid.key 2>/dev/null
	openssl req -new -key mid.key -subj /CN=mid -out mid.csr
	printf '%s\n' 'basicConstraints=critical,CA:TRUE' 'keyUsage=critical,keyCertSign' 'subjectKeyIdentifier=hash' 'authorityKeyIdentifier=keyid' >ext
	openssl x509 -req -in mid.csr -CA a.pem -CAkey a.key -set_serial 8 -days 100 -extfile ext -out mid.pem 2>/dev/null
	openssl genpkey -algorithm ed25519 -out leaf.key 2>/dev/null
	openssl req -new -key leaf.key -subj /CN=leaf -out leaf.csr
	printf '%s\n' 'basicConstraints=critical,CA:FALSE' 'keyUsage=critical,digitalSignature' 'subjectKeyIdentifier=hash' 'authorityKeyIdentifier=keyid' >ext
	openssl x509 -req -in leaf.csr -CA mid.pem -CAkey mid.key -set_serial 9 -days 100 -extfile ext -out leaf.pem 2>/dev/null
	cat leaf.pem mid.pem >long.pem
	bench-verify -k leaf.key -C long.pem -o st.json r.json
	bench-verify -a a.pem -c "$COMMIT" st.json r.json
	bench-verify -k leaf.key -C leaf.pem -o st.json r.json
	refused "its certificate is not one" bench-verify -a a.pem -c "$COMMIT" st.json r.json
	# Only a root is an authority.
	bench-verify -k leaf.key -C leaf.pem -o st.json r.json
	refused "its certificate is not one" bench-verify -a mid.pem -c "$COMMIT" st.json r.json
}

@test "what cannot be signed, and what is no statement, is trouble" {
	trouble bench-verify -k a.signer -C a.chain.pem none.json
	echo '{"benchmarks":[{"name":"a","duration_ms":1}]}' >bare.json
	trouble bench-verify -k a.signer -C a.chain.pem bare.json
	said 'the results name no commit'
	jq -c '.environment.git_dirty = true' r.json >dirty.json
	trouble bench-verify -k a.signer -C a.chain.pem dirty.json
	said 'changes that were not committed'
	openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out rsa.key 2>/dev/null
	trouble bench-verify -k rsa.key -C a.chain.pem r.json
	said "'rsa.key' must be a private key for Ed25519"
	trouble bench-verify -k none.key -C a.chain.pem r.json
	trouble bench-verify -k a.signer -C /dev/null r.json
	trouble bench-verify -k a.signer -C a.chain.pem -b prog -b prog r.json
	said "'binary:prog' is given twice"
	trouble bench-verify -k a.signer r.json
	trouble bench-verify -a a.pem st.json r.json
	trouble bench-verify -a a.pem -c "$COMMIT" r.json
	trouble bench-verify -a a.pem -c "$COMMIT" /dev/null r.json
	sign
	trouble bench-verify -a none.pem -c "$COMMIT" st.json r.json
	trouble bench-verify -a a.pem -c "$COMMIT" st.json -
	trouble bash -c 'bench-verify -k a.signer -C a.chain.pem r.json >/dev/full'
	mkdir empty
	cp "$(command -v bench-verify)" empty
	trouble env PATH="$PWD/empty" bench-verify -a a.pem -c "$COMMIT" st.json r.json
	said "cannot run 'openssl'"
}
