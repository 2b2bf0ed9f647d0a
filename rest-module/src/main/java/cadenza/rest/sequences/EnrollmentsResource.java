package cadenza.rest.sequences;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("sequences/enrollments")
@ApplicationScoped
@Tag(name = "Enrollments", description = "Contacts on their way through sequences")
public class EnrollmentsResource extends EnrollmentPaths {}
