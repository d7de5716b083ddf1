/* tagged.c: tangled from book/answers/11-fastbin.nw; edit that, not this. */
/* tagged.c - a stack without locks, whose top has a count beside the
   address; the steps of aba.c, and then four threads. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

enum { NODES = 64, THREADS = 4, STEPS = 1000000 };

struct node {
    struct node *_Atomic next;
} node[NODES];

static _Atomic uint64_t top;    /* 16 bits of count, 48 of address */

static struct node *node_of(uint64_t word)
{
    return (struct node *)(uintptr_t)(word & (((uint64_t)1 << 48) - 1));
}

static uint64_t with_next_count(uint64_t old, struct node *n)
{
    return ((old >> 48) + 1) << 48 | (uintptr_t)n;
}

static void push(struct node *n)
{
    uint64_t old = top;
    do
        n->next = node_of(old);
    while (!atomic_compare_exchange_weak(&top, &old,
                                         with_next_count(old, n)));
}

static struct node *pop(void)
{
    uint64_t old = top;
    struct node *n;
    do
        if ((n = node_of(old)) == NULL)
            return NULL;
    while (!atomic_compare_exchange_weak(&top, &old,
                                         with_next_count(old, n->next)));
    return n;
}

static void *churn(void *unused)
{
    for (int i = 0; i < STEPS / THREADS; i++) {
        struct node *a = pop(), *b = pop();
        if (a != NULL)
            push(a);
        if (b != NULL)
            push(b);
    }
    return unused;
}

int main(void)
{
    pthread_t thread[THREADS];
    for (int i = 0; i < NODES; i++)
        push(&node[i]);
    uint64_t old = top, new = with_next_count(old, node_of(old)->next);
    struct node *a = pop(), *b = pop();
    push(a);
    printf("%s  1 %s\n", node_of(top) == node_of(old) ? "ok  " : "FAIL",
           atomic_compare_exchange_strong(&top, &old, new)
           ? "exchanges" : "tries again");
    push(b);
    for (int i = 0; i < THREADS; i++)
        pthread_create(&thread[i], NULL, churn, NULL);
    for (int i = 0; i < THREADS; i++)
        pthread_join(thread[i], NULL);
    int left = 0;
    while (left <= NODES && pop() != NULL)
        left++;
    printf("%s  of %d nodes there are %d\n", left == NODES ? "ok  " : "FAIL",
           NODES, left);
    return 0;
}
