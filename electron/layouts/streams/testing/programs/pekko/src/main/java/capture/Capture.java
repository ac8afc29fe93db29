package capture;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.persistence.AbstractPersistentActor;

/** Persists events of two actors into the table of the endpoint that is its one argument. */
public final class Capture {
  /** What Jackson writes as JSON bytes. */
  public interface Stored {}

  /** An event. */
  public record Deposited(int amount, String by) implements Stored {}

  /** Persists 1 to {@code count}: texts, Jackson events, and every fiftieth a batch of three in one go. */
  public static final class Account extends AbstractPersistentActor {
    private final String id;
    private final int count;
    private final CountDownLatch done;
    private int written = 0;

    public Account(String id, int count, CountDownLatch done) {
      this.id = id;
      this.count = count;
      this.done = done;
    }

    @Override
    public String persistenceId() {
      return id;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder().matchEquals("next", each -> next()).build();
    }

    @Override
    public Receive createReceiveRecover() {
      return receiveBuilder().matchAny(each -> {}).build();
    }

    private void next() {
      if (written >= count) {
        done.countDown();
        return;
      }
      if (written % 50 == 49) {
        List<Object> three = new ArrayList<>();
        for (int index = 0; index < 3; index++) three.add(new Deposited(written + index, "Ann"));
        persistAll(three, each -> wrote(written % 50 == 1));
      } else if (written % 2 == 0) {
        persist("opened " + written, each -> wrote(true));
      } else {
        persist(new Deposited(written, "Bob"), each -> wrote(true));
      }
    }

    private void wrote(boolean more) {
      written++;
      if (more) getSelf().tell("next", getSelf());
    }
  }

  private Capture() {}

  public static void main(String[] arguments) throws Exception {
    Config config =
        ConfigFactory.parseString(
                """
                pekko.loglevel = WARNING
                pekko.persistence.journal.plugin = "dynamodb-journal"
                pekko.actor.serialization-bindings {
                  "capture.Capture$Stored" = jackson-json
                }
                dynamodb-journal {
                  class = "org.apache.pekko.persistence.dynamodb.journal.DynamoDBJournal"
                  journal-table = "pekko-journal"
                  journal-name = "journal"
                  aws-access-key-id = "local"
                  aws-secret-access-key = "local"
                }
                """)
            .withFallback(
                ConfigFactory.parseString("dynamodb-journal.endpoint = \"" + arguments[0] + "\""))
            .withFallback(ConfigFactory.load());
    ActorSystem system = ActorSystem.create("capture", config);
    CountDownLatch done = new CountDownLatch(2);
    for (String id : List.of("account-1-7", "orders|x")) {
      int count = id.startsWith("account") ? 230 : 3;
      ActorRef actor = system.actorOf(Props.create(Account.class, id, count, done));
      actor.tell("next", ActorRef.noSender());
    }
    boolean all = done.await(120, TimeUnit.SECONDS);
    system.terminate();
    System.exit(all ? 0 : 1);
  }
}
