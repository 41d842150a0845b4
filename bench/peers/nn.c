/* One-way and round-trip on nng (-DNNG) or nanomsg; arguments and figures as in zmq.c. */
#include <arpa/inet.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifdef NNG
#include <nng/nng.h>
#include <nng/protocol/pipeline0/pull.h>
#include <nng/protocol/pipeline0/push.h>
#include <nng/protocol/reqrep0/rep.h>
#include <nng/protocol/reqrep0/req.h>
typedef nng_socket sock;
static int failed(int result) { return result != 0; }
static const char *reason(int result) { return nng_strerror(result); }
#else
#include <nanomsg/nn.h>
#include <nanomsg/pipeline.h>
#include <nanomsg/reqrep.h>
typedef int sock;
static int failed(int result) { return result < 0; }
static const char *reason(int result) { (void) result; return nn_strerror(nn_errno()); }
#endif

enum kind { PUSH, PULL, REQ, REP };

static const char *work = "", *role = "", *endpoint = "";
static size_t size = 64;
static int64_t warm_ns, window_ns;
static int quiet;

static int64_t clock_ns(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static int64_t now(void) { return clock_ns(CLOCK_MONOTONIC); }
static double cpu_s(void) { return clock_ns(CLOCK_PROCESS_CPUTIME_ID) / 1e9; }
static void figure(const char *name, double value) { printf("%s %.9g\n", name, value); fflush(stdout); }

static void check(int result, const char *what)
{
    if (failed(result)) {
        fprintf(stderr, "%s: %s\n", what, reason(result));
        exit(1);
    }
}

static sock opened(enum kind kind)
{
    sock s;
#ifdef NNG
    int (*open[])(nng_socket *) = {nng_push0_open, nng_pull0_open, nng_req0_open, nng_rep0_open};
    check(open[kind](&s), "open");
#else
    int protocols[] = {NN_PUSH, NN_PULL, NN_REQ, NN_REP};
    int limit = -1;
    s = nn_socket(AF_SP, protocols[kind]);
    check(s, "nn_socket");
    nn_setsockopt(s, NN_SOL_SOCKET, NN_RCVMAXSIZE, &limit, sizeof limit);
#endif
    return s;
}

/* These libraries do not say which port the system chose, so one that is free is chosen here. */
static const char *concrete(const char *wanted)
{
    static char text[128];
    if (!strcmp(wanted, "tcp://127.0.0.1:*")) {
        struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
        socklen_t length = sizeof address;
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        bind(fd, (struct sockaddr *) &address, sizeof address);
        getsockname(fd, (struct sockaddr *) &address, &length);
        close(fd);
        snprintf(text, sizeof text, "tcp://127.0.0.1:%d", ntohs(address.sin_port));
        return text;
    }
    if (!strcmp(wanted, "ipc://*")) {
        snprintf(text, sizeof text, "ipc:///tmp/bench-%d.sock", (int) getpid());
        return text;
    }
    return wanted;
}

static sock bound(enum kind kind)
{
    sock s = opened(kind);
    const char *there = concrete(endpoint);
#ifdef NNG
    check(nng_listen(s, there, NULL, 0), "listen");
#else
    check(nn_bind(s, there), "nn_bind");
#endif
    printf("endpoint %s\n", there);
    fflush(stdout);
    return s;
}

static sock connected(enum kind kind)
{
    sock s = opened(kind);
#ifdef NNG
    check(nng_dial(s, endpoint, NULL, 0), "dial");
#else
    check(nn_connect(s, endpoint), "nn_connect");
#endif
    return s;
}

static void send_body(sock s, char *body, size_t length)
{
#ifdef NNG
    check(nng_send(s, body, length, 0), "send");
#else
    check(nn_send(s, body, length, 0), "nn_send");
#endif
}

static void receive(sock s, char *body, size_t length)
{
#ifdef NNG
    check(nng_recv(s, body, &length, 0), "recv");
#else
    check(nn_recv(s, body, length, 0), "nn_recv");
#endif
}

static int stride(void) { return size >= 65536 ? 1 : size >= 4096 ? 16 : 256; }

static void flow(sock s, int sending, int told)
{
    char *buffer = calloc(1, size + 1);
    int step = stride();
    int64_t start = 0, begun = 0, messages = 0;
    double cpu = 0;
    for (int64_t i = 0;; i++) {
        if (sending) {
            send_body(s, buffer, size);
        } else {
            receive(s, buffer, size + 1);
        }
        messages++;
        if (told || i % step) {
            continue;
        }
        int64_t t = now();
        if (!start) {
            start = t;
        } else if (!begun && t - start >= warm_ns) {
            begun = t;
            messages = 0;
            cpu = cpu_s();
        } else if (begun && t - begun >= window_ns) {
            figure("cpu", cpu_s() - cpu);
            figure("seconds", (t - begun) / 1e9);
            figure("messages", (double) messages);
            if (!sending) {
                exit(0);
            }
            told = 1;
        }
    }
}

static void *pour(void *s)
{
    flow(*(sock *) s, 1, quiet);
    return NULL;
}

static void *answer(void *s)
{
    char *buffer = calloc(1, size + 1);
    for (;;) {
        receive(*(sock *) s, buffer, size + 1);
        send_body(*(sock *) s, buffer, size);
    }
    return NULL;
}

static void ask(sock s)
{
    char *buffer = calloc(1, size + 1);
    int64_t start = now(), begun = 0;
    static int64_t trips[10000000];
    int n = 0;
    for (;;) {
        int64_t before = now();
        send_body(s, buffer, size);
        receive(s, buffer, size + 1);
        int64_t after = now();
        if (begun) {
            if (n < 10000000) {
                trips[n++] = (after - before) / 2;
            }
            if (after - begun >= window_ns) {
                figure("seconds", (after - begun) / 1e9);
                figure("messages", (double) n);
                for (int i = 0; i < n; i++) {
                    printf("h %" PRId64 " 1\n", trips[i]);
                }
                fflush(stdout);
                exit(0);
            }
        } else if (after - start >= warm_ns) {
            begun = after;
        }
    }
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        char *value = strchr(argv[i], '=');
        if (!value) {
            continue;
        }
        *value++ = 0;
        if (!strcmp(argv[i], "work")) work = value;
        else if (!strcmp(argv[i], "role")) role = value;
        else if (!strcmp(argv[i], "endpoint")) endpoint = value;
        else if (!strcmp(argv[i], "size")) size = (size_t) atoll(value);
        else if (!strcmp(argv[i], "warm_ms")) warm_ns = atoll(value) * 1000000;
        else if (!strcmp(argv[i], "window_ms")) window_ns = atoll(value) * 1000000;
    }
    sock one, two;
    pthread_t thread;
    int both = !strcmp(role, "both");
    if (!strcmp(work, "version")) {
#ifdef NNG
        printf("%s\n", nng_version());
#else
        printf("%d.%d.%d\n", NN_VERSION_CURRENT, NN_VERSION_REVISION, NN_VERSION_AGE);
#endif
    } else if (!strcmp(work, "one-way")) {
        if (!strcmp(role, "source")) {
            flow(connected(PUSH), 1, 0);
        }
        one = bound(PULL);
        if (both) {
            quiet = 1;
            two = connected(PUSH);
            pthread_create(&thread, NULL, pour, &two);
        }
        flow(one, 0, 0);
    } else if (!strcmp(work, "round-trip")) {
        if (!strcmp(role, "ask")) {
            ask(connected(REQ));
        }
        one = bound(REP);
        if (both) {
            two = connected(REQ);
            pthread_create(&thread, NULL, answer, &one);
            ask(two);
        }
        answer(&one);
    } else {
        fprintf(stderr, "unknown work %s\n", work);
        return 2;
    }
    return 0;
}
