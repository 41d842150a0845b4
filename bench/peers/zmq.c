/* The works of `ling bench` on libzmq. Arguments are key=value; figures go to standard output as "name value" lines. */
#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sched.h>
#include <time.h>
#include <unistd.h>
#include <zmq.h>

static const char *work, *role, *endpoint;
static size_t size = 64;
static int count = 1, io_threads = 1;
static double rate = 10000;
static int64_t warm_ns, window_ns;
static void *context;
/* In one process only the sink tells its figures. */
static int quiet;

/* ---- time and figures ---- */

static int64_t clock_ns(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * INT64_C(1000000000) + t.tv_nsec;
}

static int64_t now(void) { return clock_ns(CLOCK_MONOTONIC); }
static double cpu_s(void) { return clock_ns(CLOCK_PROCESS_CPUTIME_ID) / 1e9; }

static void figure(const char *name, double value) { printf("%s %.9g\n", name, value); fflush(stdout); }

static void *checked(void *pointer, const char *what)
{
    if (!pointer) {
        fprintf(stderr, "%s: %s\n", what, zmq_strerror(errno));
        exit(1);
    }
    return pointer;
}

static int ok(int result, const char *what)
{
    if (result < 0) {
        fprintf(stderr, "%s: %s\n", what, zmq_strerror(errno));
        exit(1);
    }
    return result;
}

/* Buckets of a 64th of a power of two: within 1.6 % of the value. */
#define SUB 64
static uint64_t buckets[64 * SUB];

static void record(int64_t ns)
{
    uint64_t v = ns < 1 ? 1 : (uint64_t) ns;
    int log = 63 - __builtin_clzll(v);
    uint64_t part = log > 6 ? (v >> (log - 6)) & (SUB - 1) : (v << (6 - log)) & (SUB - 1);
    buckets[log * SUB + part]++;
}

static void histogram(void)
{
    for (int i = 0; i < 64 * SUB; i++) {
        if (buckets[i]) {
            int log = i / SUB;
            double low = (double) (UINT64_C(1) << log) * (1 + (double) (i % SUB) / SUB);
            printf("h %.0f %" PRIu64 "\n", low, buckets[i]);
        }
    }
    fflush(stdout);
}

/* ---- sockets ---- */

static void *open_socket(int type)
{
    void *socket = checked(zmq_socket(context, type), "zmq_socket");
    int zero = 0;
    zmq_setsockopt(socket, ZMQ_LINGER, &zero, sizeof zero);
    return socket;
}

static void *bound(int type)
{
    void *socket = open_socket(type);
    char name[256];
    size_t length = sizeof name;
    ok(zmq_bind(socket, endpoint), "zmq_bind");
    ok(zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, name, &length), "last endpoint");
    printf("endpoint %s\n", name);
    fflush(stdout);
    return socket;
}

static void *connected(int type)
{
    void *socket = open_socket(type);
    ok(zmq_connect(socket, endpoint), "zmq_connect");
    return socket;
}

static void send_body(void *socket, const char *body, size_t length) { ok(zmq_send(socket, body, length, 0), "zmq_send"); }

/* How many messages between two looks at the clock. */
static int stride(void) { return size >= 65536 ? 1 : size >= 4096 ? 16 : 256; }

/* ---- receiving and sending as fast as it goes ---- */

static void drain(void **sockets, int n)
{
    char *buffer = malloc(size + 1);
    int step = stride();
    int next = 0;
    int64_t start = 0, begun = 0, messages = 0;
    double cpu = 0;
    for (int64_t i = 0;; i++) {
        ok(zmq_recv(sockets[next], buffer, size + 1, 0), "zmq_recv");
        next = next + 1 == n ? 0 : next + 1;
        messages++;
        if (i % step == 0) {
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
                return;
            }
        }
    }
}

static void pour(void **sockets, int n)
{
    char *body = calloc(1, size + 1);
    int step = stride();
    int next = 0, told = quiet;
    int64_t start = now(), begun = 0, messages = 0;
    double cpu = 0;
    for (int64_t i = 0;; i++) {
        send_body(sockets[next], body, size);
        next = next + 1 == n ? 0 : next + 1;
        messages++;
        if (i % step == 0 && !told) {
            int64_t t = now();
            if (!begun && t - start >= warm_ns) {
                begun = t;
                messages = 0;
                cpu = cpu_s();
            } else if (begun && t - begun >= window_ns) {
                figure("cpu", cpu_s() - cpu);
                figure("seconds", (t - begun) / 1e9);
                figure("messages", (double) messages);
                told = 1;
            }
        }
    }
}

static void *pour_one(void *socket)
{
    pour(&socket, 1);
    return NULL;
}

static void one_way(void)
{
    if (!strcmp(role, "sink")) {
        void *socket = bound(ZMQ_PULL);
        drain(&socket, 1);
    } else if (!strcmp(role, "source")) {
        void **sockets = malloc(count * sizeof *sockets);
        for (int i = 0; i < count; i++) {
            sockets[i] = connected(ZMQ_PUSH);
        }
        pour(sockets, count);
    } else {
        void *sink = bound(ZMQ_PULL);
        void *source = connected(ZMQ_PUSH);
        pthread_t thread;
        quiet = 1;
        pthread_create(&thread, NULL, pour_one, source);
        drain(&sink, 1);
    }
    exit(0);
}

/* ---- there and back ---- */

static void *answer(void *socket)
{
    char *buffer = malloc(size + 1);
    for (;;) {
        int length = ok(zmq_recv(socket, buffer, size + 1, 0), "zmq_recv");
        send_body(socket, buffer, length);
    }
    return NULL;
}

static void ask(void *socket)
{
    char *buffer = calloc(1, size + 1);
    int64_t start = now();
    double cpu = 0;
    int64_t begun = 0, trips = 0;
    for (;;) {
        int64_t before = now();
        send_body(socket, buffer, size);
        ok(zmq_recv(socket, buffer, size + 1, 0), "zmq_recv");
        int64_t after = now();
        if (begun) {
            record((after - before) / 2);
            trips++;
            if (after - begun >= window_ns) {
                figure("cpu", cpu_s() - cpu);
                figure("seconds", (after - begun) / 1e9);
                figure("messages", (double) trips);
                histogram();
                exit(0);
            }
        } else if (after - start >= warm_ns) {
            begun = after;
            cpu = cpu_s();
        }
    }
}

static void round_trip(void)
{
    if (!strcmp(role, "answer")) {
        answer(bound(ZMQ_REP));
    } else if (!strcmp(role, "ask")) {
        ask(connected(ZMQ_REQ));
    } else {
        pthread_t thread;
        void *replies = bound(ZMQ_REP);
        void *requests = connected(ZMQ_REQ);
        pthread_create(&thread, NULL, answer, replies);
        ask(requests);
    }
}

/* ---- at a fixed rate: each message carries when it was due ---- */

static void fixed_rate(void)
{
    char *buffer = calloc(1, size + 1);
    if (!strcmp(role, "source")) {
        void *socket = connected(ZMQ_PUSH);
        int64_t start = now();
        for (int64_t i = 0;; i++) {
            int64_t due = start + (int64_t) (i * 1e9 / rate);
            while (now() < due) {
                sched_yield();
            }
            memcpy(buffer, &due, sizeof due);
            send_body(socket, buffer, size);
        }
    }
    void *socket = bound(ZMQ_PULL);
    int64_t start = 0, begun = 0, messages = 0;
    for (;;) {
        int64_t due;
        ok(zmq_recv(socket, buffer, size + 1, 0), "zmq_recv");
        int64_t t = now();
        memcpy(&due, buffer, sizeof due);
        if (!start) {
            start = t;
        } else if (!begun && t - start >= warm_ns) {
            begun = t;
        } else if (begun) {
            record(t - due);
            messages++;
            if (t - begun >= window_ns) {
                figure("seconds", (t - begun) / 1e9);
                figure("messages", (double) messages);
                histogram();
                exit(0);
            }
        }
    }
}

/* ---- to many ---- */

static void fan_out(void)
{
    if (!strcmp(role, "source")) {
        int one = 1;
        void *socket = open_socket(ZMQ_XPUB);
        char name[256];
        size_t length = sizeof name;
        ok(zmq_setsockopt(socket, ZMQ_XPUB_NODROP, &one, sizeof one), "nodrop");
        /* Every subscriber is heard, also when it wants what another wants. */
        ok(zmq_setsockopt(socket, ZMQ_XPUB_VERBOSE, &one, sizeof one), "verbose");
        ok(zmq_bind(socket, endpoint), "zmq_bind");
        ok(zmq_getsockopt(socket, ZMQ_LAST_ENDPOINT, name, &length), "last endpoint");
        printf("endpoint %s\n", name);
        fflush(stdout);
        for (int i = 0; i < count; i++) {
            char subscription[8];
            ok(zmq_recv(socket, subscription, sizeof subscription, 0), "subscription");
        }
        pour(&socket, 1);
    }
    void **sockets = malloc(count * sizeof *sockets);
    for (int i = 0; i < count; i++) {
        sockets[i] = open_socket(ZMQ_SUB);
        ok(zmq_setsockopt(sockets[i], ZMQ_SUBSCRIBE, "", 0), "subscribe");
        ok(zmq_connect(sockets[i], endpoint), "zmq_connect");
    }
    drain(sockets, count);
    exit(0);
}

/* ---- a ROUTER that answers many DEALERs ---- */

static void routed(void)
{
    char *buffer = calloc(1, size + 1);
    if (!strcmp(role, "answer")) {
        void *socket = bound(ZMQ_ROUTER);
        char id[256];
        for (;;) {
            int id_length = ok(zmq_recv(socket, id, sizeof id, 0), "zmq_recv");
            int length = ok(zmq_recv(socket, buffer, size + 1, 0), "zmq_recv");
            ok(zmq_send(socket, id, id_length, ZMQ_SNDMORE), "zmq_send");
            send_body(socket, buffer, length);
        }
    }
    void **sockets = malloc(count * sizeof *sockets);
    for (int i = 0; i < count; i++) {
        sockets[i] = connected(ZMQ_DEALER);
    }
    int64_t start = now(), begun = 0, messages = 0;
    for (;;) {
        for (int i = 0; i < count; i++) {
            send_body(sockets[i], buffer, size);
        }
        for (int i = 0; i < count; i++) {
            ok(zmq_recv(sockets[i], buffer, size + 1, 0), "zmq_recv");
        }
        messages += count;
        int64_t t = now();
        if (!begun && t - start >= warm_ns) {
            begun = t;
            messages = 0;
        } else if (begun && t - begun >= window_ns) {
            figure("seconds", (t - begun) / 1e9);
            figure("messages", (double) messages);
            exit(0);
        }
    }
}

/* ---- connections that do nothing; the driver reads memory and CPU time from outside ---- */

static void hear_all(void *socket)
{
    char buffer[8];
    for (int i = 0; i < count; i++) {
        ok(zmq_recv(socket, buffer, sizeof buffer, 0), "zmq_recv");
    }
}

static void idle(void)
{
    char line[16];
    if (!strcmp(role, "sink")) {
        void *socket = bound(ZMQ_PULL);
        hear_all(socket);
        figure("heard", count);
        while (fgets(line, sizeof line, stdin)) {
            hear_all(socket);
            figure("again", count);
        }
        exit(0);
    }
    void **sockets = malloc(count * sizeof *sockets);
    figure("ready", 1);
    while (fgets(line, sizeof line, stdin)) {
        int first = !strcmp(line, "go\n");
        for (int i = 0; i < count; i++) {
            if (first) {
                sockets[i] = connected(ZMQ_PUSH);
            }
            send_body(sockets[i], "x", 1);
        }
        if (first) {
            figure("opened", count);
        }
    }
    exit(0);
}

/* ---- a million topics ---- */

static void topics(void)
{
    char topic[32];
    int per_socket = (int) rate;
    if (!strcmp(role, "source")) {
        void *socket = bound(ZMQ_PUB);
        char line[64];
        /* "match": time topics that nobody wants, which shows at their last digit; else a number: publish that topic. */
        while (fgets(line, sizeof line, stdin)) {
            if (!strncmp(line, "match", 5)) {
                static char unwanted[4096][32];
                int length = 0;
                for (int i = 0; i < 4096; i++) {
                    length = snprintf(unwanted[i], sizeof unwanted[i], "topic.%08d.", (int) (i * INT64_C(7919) % 1000000));
                    unwanted[i][13] = '!';
                }
                int64_t start = now();
                int64_t sent = 0;
                while (now() - start < window_ns) {
                    for (int i = 0; i < 4096; i++) {
                        send_body(socket, unwanted[i], length);
                    }
                    sent += 4096;
                }
                figure("match_ns", (double) (now() - start) / sent);
            } else {
                int wanted = atoi(line);
                int length = snprintf(topic, sizeof topic, "topic.%08d.", wanted);
                send_body(socket, topic, length);
            }
        }
        exit(0);
    }
    void **sockets = malloc(count * sizeof *sockets);
    int64_t start = now();
    int next = 0;
    for (int i = 0; i < count; i++) {
        sockets[i] = open_socket(ZMQ_SUB);
        int zero = 0;
        zmq_setsockopt(sockets[i], ZMQ_SNDHWM, &zero, sizeof zero);
        ok(zmq_connect(sockets[i], endpoint), "zmq_connect");
        for (int k = 0; k < per_socket; k++) {
            int length = snprintf(topic, sizeof topic, "topic.%08d.", next++);
            ok(zmq_setsockopt(sockets[i], ZMQ_SUBSCRIBE, topic, length), "subscribe");
        }
    }
    for (int i = 0; i < count; i++) {
        ok(zmq_recv(sockets[i], topic, sizeof topic, 0), "zmq_recv");
    }
    figure("seconds", (now() - start) / 1e9);
    while (read(0, topic, sizeof topic) > 0) {
    }
    exit(0);
}

/* ---- opening and closing ---- */

static int entries(const char *folder)
{
    int open = 0;
    DIR *all = opendir(folder);
    while (all && readdir(all)) {
        open++;
    }
    if (all) {
        closedir(all);
    }
    return open;
}

static int descriptors(void) { return entries("/proc/self/fd"); }
static int threads(void) { return entries("/proc/self/task"); }

/* Closing goes on in another thread, which must not fall behind until there are no descriptors left. */
static void await_most(int most)
{
    while (descriptors() > most) {
        sched_yield();
    }
}

static void churn(void)
{
    int descriptors_before = descriptors(), threads_before = threads();
    static void *kept[1000];
    char name[256];
    size_t length = sizeof name;
    void *sink = open_socket(ZMQ_PULL);
    ok(zmq_bind(sink, "tcp://127.0.0.1:*"), "zmq_bind");
    ok(zmq_getsockopt(sink, ZMQ_LAST_ENDPOINT, name, &length), "last endpoint");
    endpoint = name;
    int before = descriptors();
    int64_t start = now();
    for (int i = 0; i < count; i++) {
        zmq_close(connected(ZMQ_PUSH));
        if (i % 256 == 0) {
            await_most(before + 2000);
        }
    }
    await_most(before + 16);
    figure("cycles_per_s", count / ((now() - start) / 1e9));
    before = descriptors();
    for (int i = 0; i < 1000; i++) {
        kept[i] = connected(ZMQ_PUSH);
        send_body(kept[i], "x", 1);
    }
    char byte[8];
    for (int i = 0; i < 1000; i++) {
        ok(zmq_recv(sink, byte, sizeof byte, 0), "zmq_recv");
    }
    figure("descriptors_per_pair", (descriptors() - before) / 1000.0);
    start = now();
    for (int i = 0; i < 1000; i++) {
        zmq_close(kept[i]);
    }
    zmq_close(sink);
    zmq_ctx_term(context);
    figure("close_ms", (now() - start) / 1e6);
    figure("descriptors_left", descriptors() - descriptors_before);
    figure("threads_left", threads() - threads_before);
    exit(0);
}

/* ---- arguments ---- */

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
        else if (!strcmp(argv[i], "count")) count = atoi(value);
        else if (!strcmp(argv[i], "rate")) rate = atof(value);
        else if (!strcmp(argv[i], "warm_ms")) warm_ns = atoll(value) * 1000000;
        else if (!strcmp(argv[i], "window_ms")) window_ns = atoll(value) * 1000000;
    }
    if (work && !strcmp(work, "version")) {
        int major, minor, patch;
        zmq_version(&major, &minor, &patch);
        printf("%d.%d.%d\n", major, minor, patch);
        return 0;
    }
    context = checked(zmq_ctx_new(), "zmq_ctx_new");
    zmq_ctx_set(context, ZMQ_IO_THREADS, io_threads);
    zmq_ctx_set(context, ZMQ_MAX_SOCKETS, count + 1100);
    if (!work || !role) {
        fprintf(stderr, "usage: %s work=NAME role=NAME endpoint=ENDPOINT [key=value ...]\n", argv[0]);
        return 2;
    }
    if (!strcmp(work, "one-way")) one_way();
    else if (!strcmp(work, "round-trip")) round_trip();
    else if (!strcmp(work, "fixed-rate")) fixed_rate();
    else if (!strcmp(work, "fan-out")) fan_out();
    else if (!strcmp(work, "routed")) routed();
    else if (!strcmp(work, "idle")) idle();
    else if (!strcmp(work, "topics")) topics();
    else if (!strcmp(work, "churn")) churn();
    fprintf(stderr, "unknown work %s\n", work);
    return 2;
}
