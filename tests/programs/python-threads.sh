# python-threads - four threads fill and empty lists of strings.
# Packages: python3
# Seen: python3
# Threads: yes
. "${0%/*}/common.bash"
need python3 >/dev/null
export PYTHONHASHSEED=0 PYTHONDONTWRITEBYTECODE=1 PYTHONMALLOC=malloc
run python3 -c '
import hashlib, queue, threading

done = queue.Queue()

def work(me):
    digest = hashlib.sha256()
    kept = []
    for n in range(6000):
        kept.append("%d:%d" % (me, n) * (n % 17))
        if len(kept) > 300:
            digest.update("".join(kept[::7]).encode())
            del kept[::2]
    digest.update(bytes(1 << 20))       # lets the other threads run
    done.put((me, digest.hexdigest()))

threads = [threading.Thread(target=work, args=(me,)) for me in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for line in sorted(done.get() for _ in threads):
    print(*line)
'
