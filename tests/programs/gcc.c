/* gcc.c - what gcc.sh and clang.sh compile. It allocates too: the program
   that comes out runs under the stage like the compiler. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TIMES_8(x) x(0) x(1) x(2) x(3) x(4) x(5) x(6) x(7)
#define FUNCTION(n) \
    static double step_##n(const double *v, int k) \
    { \
        double sum = n; \
        for (int i = 0; i < k; i++) \
            sum = sum * 0.5 + v[(i * (n + 3)) % k] * (i & n ? 1 : -1); \
        return sum; \
    }
#define CALL(n) total += step_##n(values, 100);
TIMES_8(FUNCTION)

struct node {
    struct node *left, *right;
    char name[1];
};

static struct node *insert(struct node *tree, const char *name)
{
    if (tree == NULL) {
        tree = calloc(1, sizeof *tree + strlen(name));
        strcpy(tree->name, name);
    } else if (strcmp(name, tree->name) < 0) {
        tree->left = insert(tree->left, name);
    } else {
        tree->right = insert(tree->right, name);
    }
    return tree;
}

static int print_and_free(struct node *tree)
{
    if (tree == NULL)
        return 0;
    int count = print_and_free(tree->left) + 1;
    if (count % 100 == 0)
        puts(tree->name);
    count += print_and_free(tree->right);
    free(tree);
    return count;
}

int main(void)
{
    double values[100], total = 0;
    for (int i = 0; i < 100; i++)
        values[i] = i;
    TIMES_8(CALL)
    struct node *tree = NULL;
    for (unsigned i = 0, x = 1; i < 3000; i++) {
        char name[32];
        x = x * 1664525 + 1013904223;
        snprintf(name, sizeof name, "%08x", x);
        tree = insert(tree, name);
    }
    printf("%.6f %d\n", total, print_and_free(tree));
    return 7;
}
