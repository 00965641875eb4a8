// A click on the heading of a section copies its address. The word for that
// stands in a live region as a popover: shown, it is read aloud too, and the
// next click or Esc takes it away. Where nothing can be copied, nothing is said.
// The handler must not give false, as matches() would: that stops a link.
onclick = (event) =>
  event.target.closest("h2 a") && navigator.clipboard?.writeText(event.target).then((done) => _.showPopover(), (refused) => 0);
