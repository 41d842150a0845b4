/* As ManyThreads.java, with a libzmq that was built with drafts. */
#define ZMQ_BUILD_DRAFT_API
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zmq.h>

static char body[64];
static void *client, *server;
static sem_t came;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static void *sends(void *messages) {
    for (long i = (long) messages; i > 0; i--) zmq_send(client, body, sizeof body, 0);
    return NULL;
}

static void *receives(void *messages) {
    for (long i = (long) messages; i > 0; i--) {
        zmq_msg_t m;
        zmq_msg_init(&m);
        zmq_msg_recv(&m, server, 0);
        zmq_msg_close(&m);
    }
    return NULL;
}

static void *answers(void *unused) {
    (void) unused;
    for (;;) {
        zmq_msg_t m;
        zmq_msg_init(&m);
        if (zmq_msg_recv(&m, server, 0) < 0) return NULL;
        zmq_msg_t a;
        zmq_msg_init_size(&a, sizeof body);
        memcpy(zmq_msg_data(&a), body, sizeof body);
        zmq_msg_set_routing_id(&a, zmq_msg_routing_id(&m));
        zmq_msg_send(&a, server, 0);
        zmq_msg_close(&m);
    }
}

static void take(void) {
    zmq_msg_t m;
    zmq_msg_init(&m);
    zmq_msg_recv(&m, client, 0);
    zmq_msg_close(&m);
}

static void *takes(void *messages) {
    for (long i = (long) messages; i > 0; i--) {
        take();
        sem_post(&came);
    }
    return NULL;
}

int main(int count, char **arguments) {
    void *context = zmq_ctx_new();
    client = zmq_socket(context, ZMQ_CLIENT);
    server = zmq_socket(context, ZMQ_SERVER);
    zmq_bind(server, "tcp://127.0.0.1:*");
    char endpoint[64];
    size_t size = sizeof endpoint;
    zmq_getsockopt(server, ZMQ_LAST_ENDPOINT, endpoint, &size);
    zmq_connect(client, endpoint);
    long messages = atol(arguments[count - 1]);
    pthread_t threads[128];
    double began = 0;
    if (!strcmp(arguments[1], "through")) {
        int senders = atoi(arguments[2]), receivers = atoi(arguments[3]);
        pthread_create(threads, NULL, sends, (void *) (messages / 10));
        receives((void *) (messages / 10));
        pthread_join(threads[0], NULL);
        began = now();
        for (int i = 0; i < senders; i++) pthread_create(threads + i, NULL, sends, (void *) (messages / senders));
        for (int i = 0; i < receivers; i++)
            pthread_create(threads + senders + i, NULL, receives, (void *) (messages / receivers));
        for (int i = 0; i < senders + receivers; i++) pthread_join(threads[i], NULL);
        printf("%.3f\n", messages / (now() - began));
        exit(0);
    }
    int split = !strcmp(arguments[1], "split");
    pthread_create(threads, NULL, answers, NULL);
    sem_init(&came, 0, 0);
    if (split) pthread_create(threads + 1, NULL, takes, (void *) messages);
    for (long i = 0; i < messages; i++) {
        if (i == messages / 5) began = now();
        zmq_send(client, body, sizeof body, 0);
        if (split) sem_wait(&came);
        else take();
    }
    printf("%.3f\n", (now() - began) * 1e6 / (messages - messages / 5));
    exit(0);
}
