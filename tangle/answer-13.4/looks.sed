# looks.sed: tangled from book/13-largebins.nw and book/answers/13-largebins.nw; edit those, not this.
/\*take_large(/,/^}/{
s/chunk_size(c) \(>=\|<\) size/seen(&)/
s/bin_at(.*;/& look_again();/
}
s/chunk_size(first) > size/passed(&)/
s/chunk_size(at->bk_nextsize) <= size/passed(&)/
