package io.quorate.job.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs work that Ctrl-C, or a request to terminate, ends in order: the working thread is interrupted, puts everything
 * away and returns, and the process leaves as after any other work. A second one leaves at once.
 *
 * <p>Signals rather than a shutdown hook: hooks run all at the same time, so the libraries' own would pull away what is
 * still being put away, and the process could not leave with exit code 0. Where the JVM has no signals nothing is done.
 */
final class CleanStop {
    private static final int KILLED = 130;

    private CleanStop() {}

    /**
     * Does the work on the calling thread.
     *
     * @return its result; null when it was told to stop
     */
    static <T> @Nullable T run(Callable<T> work) throws Exception {
        Thread worker = Thread.currentThread();
        AtomicBoolean asked = new AtomicBoolean();
        Runnable stop = () -> {
            if (asked.getAndSet(true)) {
                Runtime.getRuntime().halt(KILLED);
            }
            worker.interrupt();
        };
        List<Runnable> restore = new ArrayList<>();
        for (String signal : List.of("INT", "TERM")) {
            handle(signal, stop, restore);
        }
        try {
            return work.call();
        } catch (Exception e) {
            if (asked.get() && isInterruption(e)) {
                return null;
            }
            throw e;
        } finally {
            restore.forEach(Runnable::run);
            if (asked.get()) {
                // one that came too late to be noticed must not hit what follows
                boolean unused = Thread.interrupted();
            }
        }
    }

    private static boolean isInterruption(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof InterruptedException
                    || t instanceof org.apache.kafka.common.errors.InterruptException
                    || t instanceof java.nio.channels.ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }

    /** The class of signals is no part of the Java API, though of every JDK: named, not compiled against. */
    private static void handle(String name, Runnable action, List<Runnable> restore) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            InvocationHandler body = (proxy, method, args) -> {
                if (method.getName().equals("handle")) {
                    action.run();
                    return null;
                }
                return switch (method.getName()) {
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> args != null && args.length == 1 && proxy == args[0];
                    default -> "clean stop";
                };
            };
            Object handler =
                    Proxy.newProxyInstance(CleanStop.class.getClassLoader(), new Class<?>[] {handlerType}, body);
            var handle = signalType.getMethod("handle", signalType, handlerType);
            Object before = handle.invoke(null, signal, handler);
            restore.add(() -> {
                try {
                    handle.invoke(null, signal, before);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("expected to give signal " + name + " back", e);
                }
            });
        } catch (ReflectiveOperationException e) {
            // this JVM has no signals: it ends as it always does
        }
    }
}
