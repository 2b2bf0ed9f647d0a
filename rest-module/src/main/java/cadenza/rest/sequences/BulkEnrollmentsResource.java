package cadenza.rest.sequences;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("sequences/enrollments/bulk")
@RequestScoped
@Tag(name = "Enrollments", description = "Contacts on their way through sequences")
public class BulkEnrollmentsResource extends BulkEnrollmentPaths {}
