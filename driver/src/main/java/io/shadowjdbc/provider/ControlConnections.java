package io.shadowjdbc.provider;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Opens the control store's own connections to the database that the application uses: the same server and login, and
 * none of the settings that the application gave to its connections. It gives up on a server that does not answer.
 */
final class ControlConnections implements ConnectionSource {
    /** What of the application's properties says where the server is and how to log in. */
    private static final Set<String> KEPT = Set.of(
            "user",
            "password",
            "service",
            "socketFactory",
            "socketFactoryArg",
            "authenticationPluginClassName",
            "gssEncMode",
            "gsslib",
            "channelBinding",
            "requireAuth",
            "jaasApplicationName",
            "jaasLogin",
            "kerberosServerName",
            "useSpnego",
            "hostRecheckSeconds");

    private static final Map<String, String> OURS = Map.of(
            "ApplicationName",
            "shadow-control",
            "connectTimeout",
            "3",
            "loginTimeout",
            "5",
            "socketTimeout",
            "6",
            "tcpKeepAlive",
            "true",
            // behind a pool of transactions, prepared statements get lost
            "prepareThreshold",
            "0",
            "targetServerType",
            "primary");

    private final Provider provider;

    ControlConnections(Provider provider) {
        this.provider = provider;
    }

    @Override
    public Connection connect() throws SQLException {
        return open(provider, OURS);
    }

    /** Opens one with the given properties and none of the application's settings. */
    static Connection open(Provider provider, Map<String, String> ours) throws SQLException {
        String url = provider.url();
        int query = url.indexOf('?');
        Properties properties = new Properties();
        for (String parameter :
                query < 0 ? new String[0] : url.substring(query + 1).split("&")) {
            String[] parts = parameter.split("=", 2);
            if (parts.length == 2 && isKept(parts[0])) {
                properties.setProperty(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        provider.properties().forEach((key, value) -> {
            if (isKept((String) key)) {
                properties.putIfAbsent(key, value);
            }
        });
        properties.putAll(ours);
        String server = query < 0 ? url : url.substring(0, query);
        return InnerDriver.find(server).connect(server, properties);
    }

    private static boolean isKept(String key) {
        return KEPT.contains(key) || key.startsWith("ssl");
    }
}
