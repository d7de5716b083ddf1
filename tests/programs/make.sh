# make - a makefile of 200 targets: pattern rules, functions, two levels.
# Packages: make
# Seen: make
. "${0%/*}/common.bash"
need make >/dev/null
for i in $(seq 1 100); do echo "$i" > "$i.in"; done
cat > Makefile <<'MAKE'
all := $(sort $(patsubst %.in,%.out,$(wildcard *.in)))
words := $(foreach n,$(all),$(subst .out,,[$(n)]) $(words $(all)))
total: $(all)
	@echo $(words $(words)) $(wordlist 5,15,$(words)); cat $^ | cksum
	@$(MAKE) --no-print-directory -f Makefile again
%.out: %.in
	@echo $* $(shell expr $* + 1) > $@
again: ; @echo again $(origin total) $(MAKELEVEL)
bad: missing.thing
MAKE
run make -s
run make
run make bad || echo "status $?"
