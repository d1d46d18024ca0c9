/*
 * asker: so many requests a second over HTTP/1.1, each at its own appointed time, whatever became of those before it.
 *
 *   asker [-t TIMES] [-b BODY] PORT PATH KEY RATE SECONDS CONNECTIONS [OTHER]
 *
 * OTHER is another such path: the two are asked for by turns. Seven digits that change with every request take the place of ####### in PATH, or in BODY, which is sent by POST. A request
 * goes out on a connection that is free; if none is, it waits for one, and its time runs on: times are counted from the
 * appointed moment, so that a server that stands still for a while is charged with all requests of that while. Loopback
 * only, one thread, which sleeps in between. TIMES is a file that gets each request's appointed moment (ns of the monotonic
 * clock) and what it took (ns), on a line of its own. SIGTERM ends the asking early.
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
#include <signal.h>
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
#define REQUEST 2048
#define DIGITS "#######"
#define PATIENCE 10000000000LL /* ns after the last appointed time */

struct connection {
    int fd;
    int64_t due; /* of what it waits for */
    int path;    /* which of the two */
    int have;
    char answer[ANSWER + 1];
};

static volatile sig_atomic_t enough;

static void stop(int signal) {
    enough = signal;
}

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

/* The request as it is sent; returns where its digits belong. */
static char *compose(char *request, const char *path, const char *key, const char *body) {
    int length = snprintf(request, REQUEST, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: %s\r\n", body ? "POST" : "GET", path, key);
    if (length < REQUEST && body)
        length += snprintf(request + length, REQUEST - length, "Content-Type: text/xml\r\nContent-Length: %zu\r\n", strlen(body));
    if (length < REQUEST)
        length += snprintf(request + length, REQUEST - length, "\r\n%s", body ? body : "");
    char *digits = strstr(request, DIGITS);
    errno = EINVAL;
    if (length >= REQUEST || !digits)
        die("the request is too long, or has no " DIGITS);
    return digits;
}

static void ask(struct connection *c, const char *request, char *digits, int64_t i) {
    char number[8];
    snprintf(number, sizeof number, "%07d", (int) (2000000 + i * 7919 % 100000));
    memcpy(digits, number, 7);
    ssize_t length = strlen(request);
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
    const char *body = NULL, *log = NULL;
    for (int option; (option = getopt(argc, argv, "t:b:")) != -1;)
        if (option == 't')
            log = optarg;
        else if (option == 'b')
            body = optarg;
        else
            return 2;
    argc -= optind - 1;
    argv += optind - 1;
    if (argc != 7 && argc != 8) {
        fprintf(stderr, "usage: asker [-t TIMES] [-b BODY] PORT PATH KEY RATE SECONDS CONNECTIONS [OTHER]\n");
        return 2;
    }
    int paths = argc - 6;
    char request[2][REQUEST], *digits[2];
    for (int i = 0; i < paths; i++)
        digits[i] = compose(request[i], argv[i == 0 ? 2 : 7], argv[3], body);
    FILE *all_times = log ? fopen(log, "w") : NULL;
    if (log && !all_times)
        die(log);
    int rate = atoi(argv[4]), connections = atoi(argv[6]);
    int64_t all = (int64_t) rate * atoi(argv[5]);
    struct connection *c = calloc(connections, sizeof *c);
    int *idle = calloc(connections, sizeof *idle), idles = 0, first = 0; /* a queue: one that is never used would be closed */
    int64_t *times[2] = {calloc(all, sizeof **times), calloc(all, sizeof **times)}, *late = calloc(all, sizeof *late);
    int epoll = epoll_create1(0);
    if (rate < 1 || connections < 1 || all < 1 || !c || !idle || !times[0] || !times[1] || !late || epoll < 0)
        die("arguments");
    prctl(PR_SET_TIMERSLACK, 1000UL);
    signal(SIGTERM, stop);
    for (int i = 0; i < connections; i++) {
        c[i].fd = open_connection(atoi(argv[1]));
        struct epoll_event event = {.events = EPOLLIN, .data.u32 = i};
        epoll_ctl(epoll, EPOLL_CTL_ADD, c[i].fd, &event);
        idle[idles++] = i;
    }
    int64_t begin = now() + 1000000, asked = 0, answered[2] = {0}, wrong[2] = {0}, punctual = 0, last = begin + all * 1000000000LL / rate;
    while (answered[0] + answered[1] < all) {
        if (enough)
            all = asked;
        int64_t time = now(), due = begin + asked * 1000000000LL / rate;
        if (time > last + PATIENCE) {
            errno = ETIMEDOUT;
            die("answers are missing");
        }
        while (asked < all && idles > 0 && due <= time) {
            struct connection *next = &c[idle[first]];
            first = (first + 1) % connections;
            idles--;
            if (idles > 0) /* else it may have waited for the server, not for us */
                late[punctual++] = time - due;
            next->due = due;
            next->path = asked % paths;
            ask(next, request[next->path], digits[next->path], asked++ / paths);
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
                int64_t took = now() - from->due;
                if (all_times)
                    fprintf(all_times, "%ld %ld\n", (long) from->due, (long) took);
                times[from->path][answered[from->path]++] = took;
                wrong[from->path] += status != 200;
                idle[(first + idles++) % connections] = events[i].data.u32;
            }
        }
    }
    if (all_times && fclose(all_times) != 0)
        die(log);
    qsort(late, punctual, sizeof *late, order);
    for (int i = 0; i < paths; i++) {
        qsort(times[i], answered[i], sizeof **times, order);
        printf("%ld %ld %.3f %.3f %.3f %.3f %.3f\n", (long) answered[i], (long) wrong[i], ms(times[i], answered[i], 0.5),
               ms(times[i], answered[i], 0.99), ms(times[i], answered[i], 0.999), ms(times[i], answered[i], 1), ms(late, punctual, 0.99));
    }
    return 0;
}
