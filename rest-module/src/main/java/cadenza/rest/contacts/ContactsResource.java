package cadenza.rest.contacts;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.contacts.api.CompanyCard;
import cadenza.contacts.api.ContactDirectory;
import cadenza.contacts.api.ContactFilter;
import cadenza.contacts.application.KeepCompanies;
import cadenza.contacts.application.LabelContacts;
import cadenza.contacts.application.MergeContacts;
import cadenza.contacts.application.ReadContacts;
import cadenza.contacts.application.RemoveContact;
import cadenza.contacts.application.SaveContact;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.Page;
import cadenza.messaging.api.SenderAccounts;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.Paging;
import cadenza.rest.json.Versions;
import cadenza.rest.json.WireId;
import cadenza.rest.security.BoundTokens;
import cadenza.rest.security.InboxBinding;
import cadenza.sequences.api.EnrollmentBook;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("contacts")
@ApplicationScoped
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Contacts", description = "The people you reach out to")
public class ContactsResource {
  @Inject SaveContact saveContact;
  @Inject ContactDirectory directory;
  @Inject ReadContacts readContacts;
  @Inject RemoveContact removeContact;
  @Inject MergeContacts mergeContacts;
  @Inject LabelContacts labelContacts;
  @Inject KeepCompanies companies;
  @Inject EnrollmentBook enrollments;
  @Inject SenderAccounts senderAccounts;
  @Inject CurrentCaller currentCaller;
  @Context UriInfo uri;

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @BoundTokens
  @RolesAllowed(Scopes.CONTACTS_WRITE)
  @Operation(summary = "Create a contact, or update the one that holds the first address")
  @APIResponse(
      responseCode = "201",
      description = "Created; Location names the new contact",
      content = @Content(schema = @Schema(implementation = ContactBody.class)))
  @APIResponse(
      responseCode = "200",
      description = "Updated; absent fields are untouched",
      content = @Content(schema = @Schema(implementation = ContactBody.class)))
  @APIResponse(responseCode = "409", description = "Another contact holds one of the addresses")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response save(@NotNull @Valid ContactRequest body) {
    requireInbox(body.inboxId());
    var saved = saveContact.save(workspace(), body.draft());
    var answer = ContactBody.of(saved.card());
    if (!saved.created()) {
      return Response.ok(answer).tag(Versions.tag(saved.card().version())).build();
    }
    return Versions.created(uri, "contacts", answer.id(), saved.card().version())
        .entity(answer)
        .build();
  }

  @GET
  @BoundTokens
  @RolesAllowed(Scopes.CONTACTS_READ)
  @Operation(
      summary = "List contacts, newest first",
      description =
          "All that is asked must hold. A page costs the same wherever in the list it is.")
  @APIResponse(responseCode = "200", description = "One page of contacts")
  @Parameter(
      name = "position",
      in = ParameterIn.QUERY,
      description =
          "how many to pass over; then the answer also has the total. A cursor is quicker.")
  public ContactListing list(
      @QueryParam("position") @Nullable String position,
      @BeanParam ContactSearch search,
      @BeanParam Paging paging) {
    var filter = filter(search);
    if (position != null) {
      return listFrom(filter, paging.position(position), paging.limit());
    }
    if (filter.isEmpty()) {
      return ContactListing.of(new Page<>(List.of(), null, paging.limit()), null, null);
    }
    var page = readContacts.list(workspace(), filter.get(), paging.afterId(), paging.limit());
    return ContactListing.of(page, null, null);
  }

  /** Empty where an inbox, a company or an address is asked for that does not exist. */
  private Optional<ContactFilter> filter(ContactSearch search) {
    var company = search.company();
    var filter =
        company == null
            ? Optional.of(search.filter(null))
            : companies.find(workspace(), company).map(CompanyCard::domain).map(search::filter);
    var inbox = search.inbox();
    if (inbox != null && !isInbox(inbox)) {
      return Optional.empty();
    }
    var address = search.address();
    if (address == null) {
      return filter;
    }
    var holders = readContacts.holders(workspace(), address);
    return holders.isEmpty() ? Optional.empty() : filter.map(found -> found.only(holders));
  }

  private ContactListing listFrom(Optional<ContactFilter> filter, int position, int limit) {
    if (filter.isEmpty()) {
      return ContactListing.of(new Page<>(List.of(), null, limit), 0L, position);
    }
    return ContactListing.of(
        readContacts.listFrom(workspace(), filter.get(), position, limit),
        readContacts.count(workspace(), filter.get()),
        position);
  }

  @GET
  @Path("{id}")
  @BoundTokens
  @RolesAllowed(Scopes.CONTACTS_READ)
  @Operation(summary = "Read one contact and the sequences it is on")
  @APIResponse(
      responseCode = "200",
      description = "The contact",
      content = @Content(schema = @Schema(implementation = ContactBody.class)))
  @APIResponse(responseCode = "404", description = "No contact has this id")
  public Response read(@PathParam("id") String id) {
    var contactId = WireId.inPath("ctc", "contact", id);
    var card = directory.find(workspace(), contactId).orElseThrow(() -> new NotFound("contact"));
    var caller = currentCaller.caller();
    var active =
        enrollments.activeOf(workspace(), card.id()).stream()
            .filter(line -> InboxBinding.covers(caller, line.senderAccountId()))
            .toList();
    return Response.ok(ContactBody.with(card, active)).tag(Versions.tag(card.version())).build();
  }

  @PATCH
  @Path("{id}")
  @BoundTokens
  @RolesAllowed(Scopes.CONTACTS_WRITE)
  @Operation(summary = "Change a contact; absent fields are untouched")
  @APIResponse(
      responseCode = "200",
      description = "The contact as it is now",
      content = @Content(schema = @Schema(implementation = ContactBody.class)))
  @APIResponse(responseCode = "404", description = "No contact has this id")
  @APIResponse(responseCode = "409", description = "Another contact holds one of the addresses")
  @APIResponse(responseCode = "412", description = "It was changed since the ETag in If-Match")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response change(
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @NotNull @Valid ContactRequest body) {
    requireInbox(body.inboxId());
    var card =
        saveContact.change(
            workspace(),
            WireId.inPath("ctc", "contact", id),
            body.draft(),
            Versions.expected(ifMatch));
    return Response.ok(ContactBody.of(card)).tag(Versions.tag(card.version())).build();
  }

  @DELETE
  @Path("{id}")
  @RolesAllowed(Scopes.CONTACTS_WRITE)
  @Operation(
      summary = "Delete a contact",
      description =
          "Its enrollments end as REMOVED and what is queued for it is withdrawn. What was said stays"
              + " in its threads; erase takes that too.")
  @APIResponse(responseCode = "204", description = "The contact is gone")
  @APIResponse(responseCode = "404", description = "No contact has this id")
  @APIResponse(responseCode = "412", description = "It was changed since the ETag in If-Match")
  public void delete(
      @PathParam("id") String id, @HeaderParam("If-Match") @Nullable String ifMatch) {
    removeContact.delete(workspace(), contact(id), Versions.expected(ifMatch));
  }

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Path("{id}/erase")
  @RolesAllowed(Scopes.CONTACTS_WRITE)
  @Operation(
      summary = "Erase a person: personal data goes everywhere",
      description =
          "The contact, what was said to and by it, and what the event log and stored answers hold of"
              + " it; the event log within moments. Enrollments end as REMOVED. A suppression of an"
              + " address goes on by a hash that tells no address.")
  @APIResponse(responseCode = "204", description = "The person is erased")
  @APIResponse(responseCode = "404", description = "No contact has this id")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public void erase(@PathParam("id") String id, @NotNull @Valid EraseRequest body) {
    removeContact.erase(workspace(), contact(id), Boolean.TRUE.equals(body.suppress()));
  }

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Path("{id}/merge")
  @RolesAllowed(Scopes.CONTACTS_WRITE)
  @Operation(
      summary = "Merge two contacts that are one person",
      description =
          "Addresses, labels, custom fields, enrollments and threads follow; where both say something,"
              + " the kept one's word stays. The merged one's id goes on to name the kept one.")
  @APIResponse(
      responseCode = "200",
      description = "The contact that is kept, as it is now",
      content = @Content(schema = @Schema(implementation = ContactBody.class)))
  @APIResponse(responseCode = "404", description = "No contact has this id")
  @APIResponse(responseCode = "422", description = "The content does not fit")
  public Response merge(@PathParam("id") String id, @NotNull @Valid MergeRequest body) {
    var here = contact(id);
    var card =
        body.from() != null
            ? mergeContacts.merge(workspace(), here, body.other(), "/from")
            : mergeContacts.merge(workspace(), body.other(), here, "/into");
    return Response.ok(ContactBody.of(card)).tag(Versions.tag(card.version())).build();
  }

  @PUT
  @Path("{id}/labels/{label_id}")
  @RolesAllowed(Scopes.CONTACTS_WRITE)
  @Operation(summary = "Put a label on a contact; a repeat changes nothing")
  @APIResponse(responseCode = "204", description = "The contact carries the label")
  @APIResponse(responseCode = "404", description = "No contact or no label has this id")
  public void label(@PathParam("id") String id, @PathParam("label_id") String labelId) {
    labelContacts.apply(workspace(), LabelsResource.label(labelId), contact(id));
  }

  @DELETE
  @Path("{id}/labels/{label_id}")
  @RolesAllowed(Scopes.CONTACTS_WRITE)
  @Operation(summary = "Take a label off a contact; a repeat changes nothing")
  @APIResponse(responseCode = "204", description = "The contact does not carry the label")
  @APIResponse(responseCode = "404", description = "No contact or no label has this id")
  public void unlabel(@PathParam("id") String id, @PathParam("label_id") String labelId) {
    labelContacts.remove(workspace(), LabelsResource.label(labelId), contact(id));
  }

  private static UUID contact(String id) {
    return WireId.inPath("ctc", "contact", id);
  }

  private UUID workspace() {
    return currentCaller.caller().workspaceId();
  }

  /** The inbox is context only; it must be one that the caller may name. */
  private void requireInbox(@Nullable String inboxId) {
    var inbox = WireId.inBodyOrNull("inb", "/inbox_id", inboxId);
    if (inbox == null) {
      return;
    }
    if (!isInbox(inbox)) {
      throw new InvalidField(
          "/inbox_id", "unknown_id", "There is no inbox " + Ids.wire("inb", inbox) + ".");
    }
  }

  private boolean isInbox(UUID id) {
    return senderAccounts.find(workspace(), id).isPresent()
        && InboxBinding.covers(currentCaller.caller(), id);
  }
}
