package org.lingmq.web.auth;

import org.eclipse.jetty.util.Attributes;

/** The name of the user a request has proved to come from. */
public final class AuthenticatedUser {

    /**
     * The attribute of a request with the name, a string; there is none before {@link BasicAuth} has let it through.
     */
    public static final String ATTRIBUTE = "org.lingmq.web.user";

    private AuthenticatedUser() {}

    /** The name of the user, or null when nobody has been let in. */
    public static String of(Attributes request) {
        return request.getAttribute(ATTRIBUTE) instanceof String name ? name : null;
    }
}
