/*
 * asker: so many GET a second over HTTP/1.1, each at its own appointed time, whatever became of those before it.
 *
 *   asker PORT PATH KEY RATE SECONDS CONNECTIONS [OTHER]
 *
 * PATH ends where seven digits follow that change with every request. OTHER is another such path: the two are asked for by turns. A request goes out on a connection that is free; if
 * none is, it waits for one, and its time runs on: times are counted from the appointed moment, so that a server that stands
 * still for a while is charged with all requests of that while. Loopback only, one thread, which sleeps in between.
 *
 * Tells on one line for each path: requests answered, answers that were no 200, ms at 50, 99 and 99.9 per cent, the worst, and how late
 * the program itself came to the appointed moments at 99 per cent: what it adds to all of them.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define ANSWER 16384
#define PATIENCE 10000000000LL /* ns after the last appointed time */

struct connection {
    int fd;
    int64_t due; /* of what it waits for */
    int have;
    int path; /* 0, or 1 for the other */
    char answer[ANSWER + 1];
};

static void die(const char *what) {
    fprintf(stderr, "asker: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int64_t now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static int order(const void *a, const void *b) {
    int64_t left = *(const int64_t *) a, right = *(const int64_t *) b;
    return (left > right) - (left < right);
}

static double ms(const int64_t *sorted, int64_t count, double share) {
    int64_t at = (int64_t) (count * share);
    return count == 0 ? 0 : sorted[at < count ? at : count - 1] / 1e6;
}

static int open_connection(int port) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    if (fd < 0 || connect(fd, (struct sockaddr *) &to, sizeof to) < 0)
        die("connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return fd;
}

static void ask(struct connection *c, const char *path, const char *key, int64_t i) {
    char request[1024];
    int length = snprintf(request, sizeof request, "GET %s%07d HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: %s\r\n\r\n", path,
                          (int) (2000000 + i * 7919 % 100000), key);
    if (write(c->fd, request, length) != length)
        die("write");
    c->have = 0;
}

/* Reads what came. 0: more to come; else the status of the whole answer. */
static int read_answer(struct connection *c) {
    ssize_t got = read(c->fd, c->answer + c->have, ANSWER - c->have);
    if (got < 0 && errno == EAGAIN)
        return 0;
    if (got <= 0)
        die("the answer broke off");
    c->have += got;
    c->answer[c->have] = 0;
    char *body = strstr(c->answer, "\r\n\r\n");
    if (!body)
        return 0;
    char *length = strcasestr(c->answer, "\r\ncontent-length:");
    if (!length || length > body) {
        errno = EPROTO;
        die("an answer without length");
    }
    return c->answer + c->have - (body + 4) < atoi(length + 17) ? 0 : atoi(c->answer + 9);
}

int main(int argc, char **argv) {
    if (argc != 7 && argc != 8) {
        fprintf(stderr, "usage: asker PORT PATH KEY RATE SECONDS CONNECTIONS [OTHER]\n");
        return 2;
    }
    int rate = atoi(argv[4]), connections = atoi(argv[6]);
    int64_t all = (int64_t) rate * atoi(argv[5]);
    struct connection *c = calloc(connections, sizeof *c);
    int *idle = calloc(connections, sizeof *idle), idles = 0;
    const char *path[2] = {argv[2], argv[argc - 1]};
    int paths = argc - 6;
    int64_t *times[2] = {calloc(all, sizeof **times), calloc(all, sizeof **times)}, *late = calloc(all, sizeof *late);
    int epoll = epoll_create1(0);
    if (rate < 1 || connections < 1 || all < 1 || !c || !idle || !times[0] || !times[1] || !late || epoll < 0)
        die("arguments");
    prctl(PR_SET_TIMERSLACK, 1000UL);
    for (int i = 0; i < connections; i++) {
        c[i].fd = open_connection(atoi(argv[1]));
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
        epoll_ctl(epoll, EPOLL_CTL_ADD, c[i].fd, &event);
        idle[idles++] = i;
    }
    int64_t begin = now() + 1000000, asked = 0, answered[2] = {0}, wrong[2] = {0}, punctual = 0, last = begin + all * 1000000000LL / rate;
    while (answered[0] + answered[1] < all) {
        int64_t time = now(), due = begin + asked * 1000000000LL / rate;
        if (time > last + PATIENCE) {
            errno = ETIMEDOUT;
            die("answers are missing");
        }
        while (asked < all && idles > 0 && due <= time) {
            struct connection *next = &c[idle[--idles]];
            if (idles > 0) /* else it may have waited for the server, not for us */
                late[punctual++] = time - due;
            next->due = due;
            next->path = asked % paths;
            ask(next, path[next->path], argv[3], asked++ / paths);
            due = begin + asked * 1000000000LL / rate;
        }
        struct timespec pause = {.tv_sec = 1};
        if (asked < all && idles > 0) {
            int64_t left = due - now();
            pause = (struct timespec){.tv_nsec = left < 0 ? 0 : left > 999999999 ? 999999999 : left};
        }
        struct epoll_event events[64];
        int count = epoll_pwait2(epoll, events, 64, &pause, NULL);
        for (int i = 0; i < count; i++) {
            struct connection *from = &c[events[i].data.u32];
            int status = read_answer(from);
            if (status) {
                times[from->path][answered[from->path]++] = now() - from->due;
                wrong[from->path] += status != 200;
                idle[idles++] = events[i].data.u32;
            }
        }
    }
    qsort(late, punctual, sizeof *late, order);
    for (int i = 0; i < paths; i++) {
        qsort(times[i], answered[i], sizeof **times, order);
        printf("%ld %ld %.3f %.3f %.3f %.3f %.3f\n", (long) answered[i], (long) wrong[i], ms(times[i], answered[i], 0.5),
               ms(times[i], answered[i], 0.99), ms(times[i], answered[i], 0.999), ms(times[i], answered[i], 1), ms(late, punctual, 0.99));
    }
    return 0;
}
