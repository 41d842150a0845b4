package org.lingmq.socket;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.lingmq.io.Claim;
import org.lingmq.io.Waiter;

/**
 * A future that waits until what was asked of the socket is done. Who completes or cancels it himself takes the wish
 * back; once it is fulfilled that has no effect any more, so that no message is lost.
 *
 * @param <T> what comes of it
 */
final class WaitingFuture<T> extends CompletableFuture<T> implements Waiting {

    private final BooleanSupplier action;
    private final Supplier<T> result;
    private final int addressee;
    private final Executor completions;
    private final Consumer<Waiting> withdrawn;
    private final Claim claim = new Claim();

    /**
     * A future nobody has tried to fulfil.
     *
     * @param action does it, false when it cannot be done yet; called by the entry holder
     * @param result what came of it; called right after
     * @param addressee to whom a message is to go
     * @param completions where what hangs on the future runs
     * @param withdrawn told when it was taken back, by whoever did
     */
    WaitingFuture(
            BooleanSupplier action,
            Supplier<T> result,
            int addressee,
            Executor completions,
            Consumer<Waiting> withdrawn) {
        this.action = action;
        this.result = result;
        this.addressee = addressee;
        this.completions = completions;
        this.withdrawn = withdrawn;
    }

    @Override
    public boolean attempt() {
        if (isDone() || !claim.tryFulfil()) {
            return true;
        }
        try {
            if (!action.getAsBoolean()) {
                claim.reopen();
                return false;
            }
            T value = result.get();
            claim.settle();
            completions.execute(() -> super.complete(value));
        } catch (RuntimeException | Error e) {
            claim.settle();
            completions.execute(() -> super.completeExceptionally(e));
        }
        return true;
    }

    @Override
    public void fail(RuntimeException reason) {
        if (claim.tryFulfil()) {
            claim.settle();
            completions.execute(() -> super.completeExceptionally(reason));
        }
    }

    private boolean withdraw() {
        if (!claim.withdraw()) {
            return false;
        }
        withdrawn.accept(this);
        return true;
    }

    @Override
    public boolean complete(T value) {
        return withdraw() && super.complete(value);
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        return withdraw() && super.completeExceptionally(failure);
    }

    @Override
    public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
        executor.execute(() -> {
            try {
                complete(supplier.get());
            } catch (RuntimeException | Error e) {
                completeExceptionally(e);
            }
        });
        return this;
    }

    @Override
    public void obtrudeValue(T value) {
        withdraw();
        super.obtrudeValue(value);
    }

    @Override
    public void obtrudeException(Throwable failure) {
        withdraw();
        super.obtrudeException(failure);
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        return withdraw() && super.cancel(mayInterruptIfRunning) || isCancelled();
    }

    @Override
    public Waiter waiter() {
        return null;
    }

    @Override
    public int addressee() {
        return addressee;
    }
}
