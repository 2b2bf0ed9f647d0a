package cadenza.inside;

import cadenza.product.Product;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A copy of the shipped EAR with one module more, by which a test lets facts happen. */
public final class OpenedProduct {
  /** Where the servlet is on such a server. */
  public static final String FACTS = "/inside/facts";

  private static final List<Class<?>> CLASSES = List.of(FactServlet.class, Happenings.class);
  private static final String MODULE =
      "<module><web><web-uri>inside.war</web-uri><context-root>/inside</context-root></web></module>";

  private OpenedProduct() {}

  public static Path ear() throws IOException {
    var opened = Path.of("target", "opened.ear").toAbsolutePath();
    Files.copy(
        Product.root().resolve("ear/target/cadenza.ear"),
        opened,
        StandardCopyOption.REPLACE_EXISTING);
    try (var archive = FileSystems.newFileSystem(opened)) {
      var descriptor = archive.getPath("META-INF/application.xml");
      var modules = Files.readString(descriptor);
      Files.writeString(descriptor, modules.replace("</application>", MODULE + "</application>"));
      Files.write(archive.getPath("inside.war"), war());
    }
    return opened;
  }

  private static byte[] war() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var war = new ZipOutputStream(bytes)) {
      war.putNextEntry(new ZipEntry("WEB-INF/beans.xml"));
      for (var type : CLASSES) {
        var file = type.getName().replace('.', '/') + ".class";
        war.putNextEntry(new ZipEntry("WEB-INF/classes/" + file));
        try (var code = compiled(file)) {
          code.transferTo(war);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static InputStream compiled(String file) {
    return Objects.requireNonNull(OpenedProduct.class.getClassLoader().getResourceAsStream(file));
  }
}
