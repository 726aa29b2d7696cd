package io.shadowjdbc;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registers a data source with JMX. Without JMX the data source works all the same. */
final class ShadowManagement {
    private static final Logger log = LoggerFactory.getLogger(ShadowManagement.class);

    private final String wantedName;
    private final DataSourceRuntime runtime;
    private ObjectName name;

    /**
     * @param wantedName that no other data source of this process has
     */
    ShadowManagement(String wantedName, DataSourceRuntime runtime) {
        this.wantedName = wantedName;
        this.runtime = runtime;
    }

    void register() {
        try {
            ObjectName wanted = new ObjectName("io.shadowjdbc:type=Shadow,name=" + quoted(wantedName));
            ManagementFactory.getPlatformMBeanServer().registerMBean(new Shadow(runtime), wanted);
            name = wanted;
        } catch (JMException e) {
            log.warn("not registered with JMX: {}", e.toString());
        }
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9._-]+") ? text : ObjectName.quote(text);
    }

    void unregister() {
        if (name == null) {
            return;
        }
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name);
        } catch (JMException e) {
            log.debug("not deregistered from JMX: {}", e.toString());
        }
        name = null;
    }
}
