"""epub.py FILE - what must hold for an EPUB, without epubcheck: every file
is XML and listed, links lead somewhere, pictures have texts, every chapter
is in the contents, and no entry has a time of its own."""
import posixpath
import re
import sys
import xml.etree.ElementTree as xml
import zipfile

said = []
book = zipfile.ZipFile(sys.argv[1])
names = [i.filename for i in book.infolist()]
text = {n: book.read(n).decode() for n in names
        if re.search(r'\.(xhtml|opf|ncx|svg)$', n)}

if names[0] != 'mimetype' or book.infolist()[0].compress_type != 0:
    said.append('mimetype is not first, or not plain')
if len({i.date_time for i in book.infolist()}) != 1:
    said.append('entries have times of their own')

ids = {}
for name, s in text.items():
    try:
        xml.fromstring(s)
    except xml.ParseError as e:
        said.append(f'{name}: {e}')
    found = re.findall(r'\sid="([^"]*)"', s)
    ids[name] = set(found)
    if name.endswith('.xhtml') and len(found) != len(ids[name]):
        said.append(f'{name}: an id twice')

opf = next(n for n in names if n.endswith('.opf'))
home = posixpath.dirname(opf)
listed = {posixpath.join(home, h)
          for h in re.findall(r'<item [^>]*href="([^"]*)"', text[opf])}
said += [f'{n} is not in the manifest' for n in names
         if n.startswith(home) and n not in listed and n != opf]
said += [f'no {key}' for key in ('urn:uuid:', 'schema:accessMode"',
                                 'cover-image', 'dcterms:modified')
         if key not in text[opf]]

for name, s in text.items():
    if not name.endswith('.xhtml'):
        continue
    folder = posixpath.dirname(name)
    for url in re.findall(r'\s(?:href|src)="([^"]*)"', s):
        if re.match(r'https?:|mailto:', url):
            continue
        file, _, place = url.partition('#')
        target = posixpath.normpath(posixpath.join(folder, file)) \
            if file else name
        if target not in names:
            said.append(f'{name}: {url}: no such file')
        elif place and place not in ids[target]:
            said.append(f'{name}: {url}: no such place')
    said += [f'{name}: no alt: {img}' for img in re.findall('<img[^>]*>', s)
             if not re.search(r'\salt="[^"]+"', img)]
    if '<svg' in s and 'cover' not in name:
        said.append(f'{name}: a drawing that needs our style sheet')

nav = text[posixpath.join(home, 'nav.xhtml')]
chapters = sorted(n for n in names if re.search(r'/ch\d+\.xhtml$', n))
said += [f'{n} is not in the contents' for n in chapters
         if posixpath.relpath(n, home) not in nav]
said += [f'{n} has no title' for n in chapters
         if re.search(r'<title>(ch\d|\s*<)', text[n])]

print('\n'.join(said))
sys.exit(bool(said) or len(chapters) < 5)
