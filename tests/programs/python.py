"""What python.sh runs: json, re, sorting, big numbers, exceptions, the
garbage collector, a generator, subprocess. Prints the same on every run."""
import collections
import gc
import json
import re
import subprocess
import sys


class Node:
    def __init__(self, number):
        self.number = number
        self.peer = self


def tree(depth):
    return {"depth": depth, "leaf": "x" * depth,
            "under": [tree(depth - 1) for _ in range(3)] if depth else None}


def dig(depth):
    return 1 if depth == 0 else dig(depth - 1) + len("%d" % depth)


text = json.dumps(tree(6), sort_keys=True)
print(len(text), json.loads(text) == tree(6))
words = re.findall(r"[a-z]+|\d+", text)
print(collections.Counter(words).most_common(5))
print(re.sub(r'"leaf": "(x+)"', lambda m: str(len(m[1])), text)[-300:])
numbers = sorted((n * 7919 % 10007 for n in range(10007)), key=str)
print(numbers[:9], sum(numbers))
print(str(3 ** 4000)[-40:], (2 ** 3000 // 3 ** 1500) % 10 ** 20)
nodes = [Node(n) for n in range(30000)]
nodes = nodes[::3]
print(gc.collect() > 0, sum(node.peer.number for node in nodes))
print(dig(900))
grown = bytearray()
for n in range(3000):
    grown += b"%d," % n
print(len(grown), grown[-20:])
try:
    json.loads('{"a": [1, 2,, 3]}')
except ValueError as error:
    print(type(error).__name__, error)
child = subprocess.run([sys.executable, "-c", "print(sum(range(99)))"],
                       capture_output=True, text=True, check=True)
print(child.stdout, end="")
sys.exit(5)
